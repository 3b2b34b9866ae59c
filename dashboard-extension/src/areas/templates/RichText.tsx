import Link from "@tiptap/extension-link";
import { EditorContent, useEditor, type Editor } from "@tiptap/react";
import StarterKit from "@tiptap/starter-kit";
import { Bold, Italic, LinkIcon, List, ListOrdered, Quote } from "lucide-react";
import { useId, useState } from "react";
import { useText } from "~/text/useText";
import { TextField } from "~/ui/fields";
import styles from "./templates.module.css";

interface RichTextProps {
  label: string;
  value: string;
  onChange: (html: string) => void;
}

/** Paragraphs, bold, italic, lists, quotations and links: what the shop lets through into mails. */
export default function RichText({ label, value, onChange }: RichTextProps) {
  const id = useId();
  const editor = useEditor({
    extensions: [
      StarterKit.configure({
        heading: false,
        codeBlock: false,
        code: false,
        horizontalRule: false,
        strike: false,
      }),
      Link.configure({
        openOnClick: false,
        autolink: false,
        protocols: ["mailto", "tel"],
        validate: () => true,
      }),
    ],
    content: value,
    editorProps: {
      attributes: {
        class: styles.richText!,
        role: "textbox",
        "aria-multiline": "true",
        "aria-labelledby": id,
      },
    },
    onUpdate: ({ editor: changed }) => onChange(changed.getHTML()),
  });
  return (
    <div className={styles.rich}>
      <div id={id} className={styles.richLabel}>
        {label}
      </div>
      {editor && <Toolbar editor={editor} />}
      <EditorContent editor={editor} />
    </div>
  );
}

const MARKS = [
  {
    text: "templates.bold",
    icon: Bold,
    name: "bold",
    run: (editor: Editor) => editor.chain().focus().toggleBold().run(),
  },
  {
    text: "templates.italic",
    icon: Italic,
    name: "italic",
    run: (editor: Editor) => editor.chain().focus().toggleItalic().run(),
  },
  {
    text: "templates.bullets",
    icon: List,
    name: "bulletList",
    run: (editor: Editor) => editor.chain().focus().toggleBulletList().run(),
  },
  {
    text: "templates.numbers",
    icon: ListOrdered,
    name: "orderedList",
    run: (editor: Editor) => editor.chain().focus().toggleOrderedList().run(),
  },
  {
    text: "templates.quote",
    icon: Quote,
    name: "blockquote",
    run: (editor: Editor) => editor.chain().focus().toggleBlockquote().run(),
  },
] as const;

function Toolbar({ editor }: { editor: Editor }) {
  const t = useText();
  const [address, setAddress] = useState<string | null>(null);
  const openLink = () => setAddress(String((editor.getAttributes("link") as { href?: string }).href ?? ""));
  const setLink = (href: string) => {
    setAddress(href);
    const chain = editor.chain().extendMarkRange("link");
    (href ? chain.setLink({ href }) : chain.unsetLink()).run();
  };
  return (
    <>
      <div className={styles.toolbar} role="toolbar" aria-label={t("templates.formatting")}>
        {MARKS.map(({ text, icon: Icon, name, run }) => (
          <button
            key={name}
            type="button"
            aria-label={t(text)}
            aria-pressed={editor.isActive(name)}
            onClick={() => run(editor)}
          >
            <Icon size={15} aria-hidden />
          </button>
        ))}
        <button
          type="button"
          aria-label={t("templates.link")}
          aria-pressed={editor.isActive("link")}
          onClick={openLink}
        >
          <LinkIcon size={15} aria-hidden />
        </button>
      </div>
      {address !== null && (
        <TextField
          label={t("templates.linkAddress")}
          value={address}
          placeholder="https://"
          onChange={setLink}
        />
      )}
    </>
  );
}
