import { Check, Minus, X } from 'lucide-react';
import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import { states, type State } from '../../model/overwrites';
import styles from './permissions.module.css';

const icons = { deny: X, inherit: Minus, allow: Check } as const;

interface TriStateProps {
  label: string;
  text: string;
  value: State;
  /** The inherited value. */
  isInherited: boolean;
  onChange: (state: State) => void;
  /** The reason why it is disabled; undefined while it is enabled. */
  whyDisabled?: string;
}

/** One permission: denied, as elsewhere, or allowed. A group of radio buttons, so that arrows work. */
export const TriState = ({ label, text, value, isInherited, onChange, whyDisabled }: TriStateProps) => {
  const { t } = useTranslation();
  const id = useId();
  const inherited = t(
    isInherited ? 'channelSettings.permissions.inheritedYes' : 'channelSettings.permissions.inheritedNo',
  );
  return (
    <fieldset
      className={styles.permission}
      disabled={whyDisabled !== undefined}
      aria-describedby={`${id}-text`}
    >
      <legend className="visually-hidden">{label}</legend>
      <div className={styles.words}>
        <b aria-hidden="true">{label}</b>
        <p id={`${id}-text`}>
          {text}
          {value === 'inherit' ? <span className={styles.inherited}>{inherited}</span> : null}
          {whyDisabled ? <span className={styles.why}>{whyDisabled}</span> : null}
        </p>
      </div>
      <div className={styles.choices}>
        {states.map((state) => {
          const Icon = icons[state];
          const words = t(`channelSettings.permissions.states.${state}`);
          return (
            <label key={state} className={styles.choice} data-state={state} title={words}>
              <input
                type="radio"
                className="visually-hidden"
                name={id}
                aria-label={words}
                checked={state === value}
                onChange={() => onChange(state)}
              />
              <Icon size={18} strokeWidth={2} aria-hidden="true" />
            </label>
          );
        })}
      </div>
    </fieldset>
  );
};
