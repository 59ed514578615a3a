/**
 * Begins a script that speaks S3: `send METHOD PATH ACCESS_KEY SECRET_KEY` signs the body in /tmp/body, prints the status, and
 * leaves the answer in /tmp/answer.
 */
export const SIGNED_REQUEST = `set -eu
umask 077
# send METHOD PATH ACCESS_KEY SECRET_KEY: signed, with the body in /tmp/body
send() {
  curl --silent --show-error --retry 100 --retry-connrefused --retry-delay 2 --max-time 300 \\
    --config - --output /tmp/answer --write-out '%{http_code}' --request "$1" --data-binary @/tmp/body \\
    --header 'Content-Type: application/xml' \\
    --header "x-amz-content-sha256: $(sha256sum /tmp/body | cut -d ' ' -f 1)" "$ENDPOINT$2" <<END
aws-sigv4 = "aws:amz:$REGION:s3"
user = "$3:$4"
END
}
`;
