import { Upload } from "lucide-react";
import { useId, useState, type DragEvent } from "react";
import { useFormats } from "~/text/format";
import { useText } from "~/text/useText";
import { Card } from "~/ui/Card";
import { SelectField } from "~/ui/fields";
import { Notice } from "~/ui/Notice";
import { ENCODINGS, type Beginning, type Encoding, type Unreadable } from "./csv";
import styles from "./transfers.module.css";

interface FileCardProps {
  file: File | null;
  beginning: Beginning | null;
  unreadable: Unreadable | null;
  encoding: Encoding | "";
  onChoose: (file: File) => void;
  onEncoding: (encoding: Encoding | "") => void;
}

const KILO = 1024;

/** Where the file is chosen or dropped, and what can be said against it. */
export function FileCard({ file, beginning, unreadable, encoding, onChoose, onEncoding }: FileCardProps) {
  const t = useText();
  const formats = useFormats();
  const id = useId();
  const [isOver, setOver] = useState(false);
  const drop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    const dropped = event.dataTransfer.files[0];
    if (dropped) onChoose(dropped);
  };
  const size = (bytes: number) =>
    bytes < KILO * KILO
      ? t("transfers.file.kilobytes", { size: Math.ceil(bytes / KILO) })
      : t("transfers.file.megabytes", { size: formats.number(Math.round((bytes / KILO / KILO) * 10) / 10) });
  return (
    <Card title={t("transfers.file.title")}>
      <label
        htmlFor={id}
        className={isOver ? styles.dropOver : styles.drop}
        onDragOver={(event) => {
          event.preventDefault();
          setOver(true);
        }}
        onDragLeave={() => setOver(false)}
        onDrop={drop}
      >
        <Upload size={20} aria-hidden />
        <span className={styles.dropWords}>
          {file ? (
            <>
              <strong dir="auto">{file.name}</strong>
              <span className={styles.muted}>{size(file.size)}</span>
            </>
          ) : (
            <>
              <strong>{t("transfers.file.choose")}</strong>
              <span className={styles.muted}>{t("transfers.file.hint")}</span>
            </>
          )}
        </span>
        <input
          id={id}
          type="file"
          accept=".csv,.txt,.tsv,text/csv,text/plain"
          aria-label={t("transfers.file.label")}
          className={styles.fileInput}
          onChange={(event) => {
            const chosen = event.target.files?.[0];
            if (chosen) onChoose(chosen);
            // The same file again, mended meanwhile, has to count as chosen.
            event.target.value = "";
          }}
        />
      </label>
      {unreadable && (
        <Notice tone="critical" isUrgent title={t(`transfers.unreadable.${unreadable}`)}>
          {t(`transfers.unreadable.${unreadable}.todo`)}
        </Notice>
      )}
      {beginning?.isGuessed && (
        <Notice tone="warning" title={t("transfers.encoding.guessed")}>
          {t("transfers.encoding.guessed.text")}
        </Notice>
      )}
      {file && (beginning || unreadable === "binary") && (
        <div className={styles.narrow}>
          <SelectField
            label={t("transfers.encoding")}
            value={encoding}
            emptyLabel={t("transfers.encoding.auto", { name: beginning?.encoding.toUpperCase() ?? "?" })}
            choices={ENCODINGS.map((value) => ({ value, label: value.toUpperCase() }))}
            hint={t("transfers.encoding.hint")}
            onChange={(next) => onEncoding(next as Encoding | "")}
          />
        </div>
      )}
    </Card>
  );
}
