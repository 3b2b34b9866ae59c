import { Button, Modal } from "@saleor/macaw-ui";
import { useId, useState, type ReactNode } from "react";
import { useText } from "~/text/useText";
import styles from "./Dialog.module.css";

interface DialogProps {
  title: string;
  isOpen: boolean;
  onClose: () => void;
  actions: ReactNode;
  /** Fields that are sent with Enter; without it the content is just shown. */
  onSubmit?: () => void;
  isWide?: boolean;
  children: ReactNode;
}

/** A window above the page. Escape and a click beside it close it. */
export function Dialog({ title, isOpen, onClose, actions, onSubmit, isWide = false, children }: DialogProps) {
  const id = useId();
  if (!isOpen) return null;
  const content = (
    <>
      <h2 id={id} className={styles.title}>
        {title}
      </h2>
      <div className={styles.content}>{children}</div>
      <div className={styles.actions}>{actions}</div>
    </>
  );
  return (
    <Modal open onChange={(open) => !open && onClose()}>
      <Modal.Content dialogContentProps={{ "aria-labelledby": id, "aria-describedby": undefined }}>
        {onSubmit ? (
          <form
            className={isWide ? styles.wide : styles.dialog}
            noValidate
            onSubmit={(event) => {
              event.preventDefault();
              onSubmit();
            }}
          >
            {content}
          </form>
        ) : (
          <div className={isWide ? styles.wide : styles.dialog}>{content}</div>
        )}
      </Modal.Content>
    </Modal>
  );
}

interface ConfirmDialogProps {
  title: string;
  isOpen: boolean;
  onClose: () => void;
  onConfirm: () => void;
  confirmLabel: string;
  isBusy?: boolean;
  /** It cannot be undone. */
  isDangerous?: boolean;
  /** A word to type before the button works, for what nobody should do in passing. */
  word?: string;
  children: ReactNode;
}

/** Ask before something is done. The browser's own confirm() is blocked in the Dashboard's frames. */
export function ConfirmDialog({ isOpen, ...props }: ConfirmDialogProps) {
  return isOpen ? <Confirm {...props} /> : null;
}

function Confirm({
  title,
  onClose,
  onConfirm,
  confirmLabel,
  isBusy = false,
  isDangerous = false,
  word,
  children,
}: Omit<ConfirmDialogProps, "isOpen">) {
  const t = useText();
  const id = useId();
  const [typed, setTyped] = useState("");
  const isReady = !word || typed.trim().toLowerCase() === word.toLowerCase();
  return (
    <Dialog
      title={title}
      isOpen
      onClose={onClose}
      onSubmit={() => isReady && !isBusy && onConfirm()}
      actions={
        <>
          <Button type="button" variant="secondary" onClick={onClose}>
            {t("ui.cancel")}
          </Button>
          <Button type="submit" variant={isDangerous ? "error" : "primary"} disabled={!isReady || isBusy}>
            {isBusy ? t("ui.working") : confirmLabel}
          </Button>
        </>
      }
    >
      {children}
      {word && (
        <div className={styles.word}>
          <label htmlFor={id}>{t("ui.typeToConfirm", { word })}</label>
          <input
            id={id}
            className={styles.input}
            value={typed}
            autoComplete="off"
            onChange={(event) => setTyped(event.target.value)}
          />
        </div>
      )}
    </Dialog>
  );
}
