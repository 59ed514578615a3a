/** Of the node, in its own network. */
export const NODE_ADDRESS = '10.99.0.1';

/**
 * What the first process of the node's namespaces does: a network of its own without any way out, mounts that keep what
 * programs of the node write from the machine, and kernel settings that the kubelet insists on, without setting them. Then it
 * waits, and reaps. Its argument is a folder.
 */
export const NAMESPACES_SCRIPT = `
set -eu
directory=$1
case $directory in /run/*|/var/lib/*|/var/log/*)
  echo "TMPDIR must not be below /run, /var/lib or /var/log" >&2; exit 1 ;;
esac

ip link set lo up
ip link add node0 type veth peer name node1
ip link set node1 up
ip address add ${NODE_ADDRESS}/24 dev node0
ip link set node0 up
# The API server needs an address to be known by, and the kubelet a default route. Nothing is at its other end.
ip route add default via 10.99.0.254 dev node0

# Only settings of the network are the namespace's own: all others become read-only.
mount --bind /proc/sys /proc/sys
mount --bind /proc/sys/net /proc/sys/net
mount -o remount,bind,ro /proc/sys
echo 1 >/proc/sys/net/ipv4/ip_forward
mkdir "$directory/settings"
pretend() {
  echo "$2" >"$directory/settings/\${1##*/}"
  mount --bind "$directory/settings/\${1##*/}" "/proc/sys/$1"
}
pretend vm/overcommit_memory 1
pretend kernel/panic 10
pretend kernel/panic_on_oops 1

mount -t tmpfs -o mode=755 tmpfs /run
for folder in lib log; do
  mkdir "$directory/var-$folder" "$directory/var-$folder-work"
  mount -t overlay -o "lowerdir=/var/$folder,upperdir=$directory/var-$folder,workdir=$directory/var-$folder-work" overlay "/var/$folder"
done
# Nobody answers there: a registry can't be found, and that is known at once.
mount --bind "$directory/resolv.conf" /etc/resolv.conf

: >"$directory/namespaces-ready"
trap : TERM
while :; do sleep 86400 & wait $! || :; done
`;
