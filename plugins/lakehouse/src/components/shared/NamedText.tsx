import { Fragment } from 'react';
import { PersonLink } from './PersonLink';
import { SnapshotId } from './SnapshotId';

/** References of people, and 64-bit ids that stand by themselves: those in paths are names of files. */
const NAMES =
  /((?<![\w./:-])(?:user|group):[\w.-]+\/\w(?:[\w.-]*\w)?|(?<![\w./=:-])\d{15,20}(?![\w/-]|\.\w))/g;

/** A sentence of the back end, with people by their titles and ids of snapshots in short; in full on hover. */
export function NamedText(props: { children: string }) {
  return (
    <>
      {props.children.split(NAMES).map((part, index) => (
        // The parts are those of one sentence, and stay in their order.
        // eslint-disable-next-line react/no-array-index-key
        <Fragment key={index}>
          {index % 2 === 0 ? part : <Name name={part} />}
        </Fragment>
      ))}
    </>
  );
}

function Name(props: { name: string }) {
  return /^\d/.test(props.name) ? (
    <SnapshotId id={props.name} copy={false} />
  ) : (
    <PersonLink person={props.name} />
  );
}
