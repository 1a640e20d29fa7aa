import { ChevronLeft, ChevronRight, X, type LucideIcon } from 'lucide-react';
import { Dialog as Primitive } from 'radix-ui';
import { createContext, use, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useLocation, useNavigate } from 'react-router-dom';
import { useIsPhone } from '../lib/use-media-query.js';
import { IconButton } from './icon-button.js';
import styles from './settings-layout.module.css';

interface SettingsPlace {
  id: string;
  label: string;
  icon: LucideIcon;
  to: string;
  isDanger?: boolean;
  /** The number of items that wait there. */
  waiting?: { count: number; label: string };
}

export interface SettingsGroup {
  id: string;
  heading?: string;
  places: SettingsPlace[];
}

interface SettingsLayoutProps {
  title: string;
  groups: SettingsGroup[];
  /** Which section is open; none while a phone shows the list of them. */
  section: string | undefined;
  /** The path of that list. */
  listPath: string;
  onClose: () => void;
  /** Below the sections. */
  footer?: ReactNode;
  children: ReactNode;
}

/** Rendered in every page of settings, which covers whatever stands outside of it: at the side, on a phone above the page. */
export const PinnedContext = createContext<ReactNode>(null);

/** The page itself, not whatever button happens to come first. */
const focusPage = (event: Event) => {
  event.preventDefault();
  if (event.target instanceof HTMLElement) event.target.focus();
};

/** There is nothing beside the page but toasts, and a click on one of those closes nothing. */
const stayOpen = (event: Event) => event.preventDefault();

/** Settings over the whole window: sections at the side, on a phone a list of them and then one at a time. Escape closes. */
export const SettingsLayout = (props: SettingsLayoutProps) => {
  const { title, section, onClose } = props;
  const { t } = useTranslation();
  const isPhone = useIsPhone();
  const pinned = use(PinnedContext);
  const isListOnly = isPhone && section === undefined;
  const isPaneOnly = isPhone && section !== undefined;
  return (
    <Primitive.Root open onOpenChange={(isOpen) => (isOpen ? undefined : onClose())}>
      <Primitive.Portal>
        <Primitive.Overlay className={styles.overlay} />
        <Primitive.Content
          className={styles.page}
          aria-describedby={undefined}
          onOpenAutoFocus={focusPage}
          onInteractOutside={stayOpen}
        >
          <Primitive.Title className={isPaneOnly ? 'visually-hidden' : styles.pageTitle}>
            {title}
          </Primitive.Title>
          {isPhone ? pinned : null}
          <div className={styles.body}>
            {isPaneOnly ? null : <Side {...props} pinned={isPhone ? null : pinned} />}
            {isListOnly ? null : <Pane {...props} isAlone={isPaneOnly} />}
            <div className={styles.close}>
              <IconButton icon={X} label={t('common.close')} onClick={onClose} />
            </div>
          </div>
        </Primitive.Content>
      </Primitive.Portal>
    </Primitive.Root>
  );
};

const Side = (props: SettingsLayoutProps & { pinned: ReactNode }) => {
  const { title, groups, section, footer, pinned } = props;
  // Each section passes on the path that closing leads to.
  const { state } = useLocation();
  return (
    <div className={styles.column}>
      <div className={styles.side}>
        <p className={styles.sideTitle} aria-hidden="true">
          {title}
        </p>
        <nav className={styles.nav} aria-label={title}>
          {groups.map((group) => (
            <div key={group.id} className={styles.group}>
              {group.heading ? <h3 className={styles.heading}>{group.heading}</h3> : null}
              {group.places.map(({ id, label, icon: Icon, to, isDanger, waiting }) => (
                <Link
                  key={id}
                  to={to}
                  state={state}
                  replace
                  className={`${styles.link} ${isDanger ? styles.danger : ''}`}
                  aria-current={id === section ? 'page' : undefined}
                >
                  <Icon size={18} strokeWidth={1.75} aria-hidden="true" />
                  {label}
                  {waiting ? (
                    <span className={styles.waiting}>
                      <span aria-hidden="true">{waiting.count}</span>
                      <span className="visually-hidden">{waiting.label}</span>
                    </span>
                  ) : null}
                  <ChevronRight className={styles.into} size={18} strokeWidth={1.75} aria-hidden="true" />
                </Link>
              ))}
            </div>
          ))}
          {footer}
        </nav>
      </div>
      <div className={styles.pinned}>{pinned}</div>
    </div>
  );
};

const Pane = (props: SettingsLayoutProps & { isAlone: boolean }) => {
  const { groups, section, listPath, isAlone, children } = props;
  const { t } = useTranslation();
  const navigate = useNavigate();
  const { state } = useLocation();
  const open = groups.flatMap(({ places }) => places).find(({ id }) => id === section);
  return (
    <div className={styles.pane}>
      <div key={section} className={styles.scroll}>
        <div className={styles.content}>
          <header className={styles.head}>
            {isAlone ? (
              <IconButton
                icon={ChevronLeft}
                label={t('common.back')}
                // The router's state is untyped; it is handed on as it came.
                onClick={() => void navigate(listPath, { state: state as unknown, replace: true })}
              />
            ) : null}
            <h2 className={styles.title}>{open?.label}</h2>
          </header>
          {children}
        </div>
      </div>
    </div>
  );
};

/** A button among the links to the sections. */
export const SettingsAction = (props: { icon: LucideIcon; label: string; onSelect: () => void }) => (
  <>
    <hr className={styles.line} />
    <button type="button" className={`${styles.link} ${styles.danger}`} onClick={props.onSelect}>
      <props.icon size={18} strokeWidth={1.75} aria-hidden="true" />
      {props.label}
    </button>
  </>
);
