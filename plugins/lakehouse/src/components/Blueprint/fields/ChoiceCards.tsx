import { useId } from 'react';
import styles from './fields.module.css';

/** A choice of which each has a title and a sentence about what it is for. */
export function ChoiceCards(props: {
  label: string;
  choices: { id: string; title: string; detail: string }[];
  selected: string | undefined;
  isDisabled?: boolean;
  onSelect: (id: string) => void;
}) {
  const group = useId();
  return (
    <fieldset className={styles.choices} disabled={props.isDisabled}>
      <legend className={styles.label}>{props.label}</legend>
      <div className={styles.cards}>
        {props.choices.map(({ id, title, detail }) => (
          <label key={id} className={styles.choice}>
            <input
              type="radio"
              name={group}
              value={id}
              checked={id === props.selected}
              onChange={() => props.onSelect(id)}
              aria-labelledby={`${group}-${id}`}
              aria-describedby={`${group}-${id}-detail`}
            />
            <span className={styles.choiceText}>
              <b id={`${group}-${id}`}>{title}</b>
              <span id={`${group}-${id}-detail`} className={styles.detail}>
                {detail}
              </span>
            </span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}
