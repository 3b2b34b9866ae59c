import {
  closestCenter,
  DndContext,
  KeyboardSensor,
  PointerSensor,
  useSensor,
  useSensors,
  type DndContextProps,
  type DragEndEvent,
  type UniqueIdentifier,
} from "@dnd-kit/core";
import {
  SortableContext,
  sortableKeyboardCoordinates,
  useSortable,
  verticalListSortingStrategy,
} from "@dnd-kit/sortable";
import { CSS } from "@dnd-kit/utilities";
import { Button } from "@saleor/macaw-ui";
import { ArrowDown, ArrowUp, Copy, GripVertical, Trash2 } from "lucide-react";
import { useText } from "~/text/useText";
import { firstWords, type Block } from "./content";
import type { Kinds } from "./Palette";
import styles from "./templates.module.css";

interface BlockListProps {
  blocks: readonly Block[];
  kinds: Kinds;
  chosen: number | null;
  onChoose: (place: number) => void;
  onMove: (from: number, to: number) => void;
  onDuplicate: (place: number) => void;
  onRemove: (place: number) => void;
}

/** The blocks of a mail from top to bottom: dragged by their handle, or moved with the arrows. */
export function BlockList(props: BlockListProps) {
  const { blocks, onMove } = props;
  const sensors = useSensors(
    useSensor(PointerSensor, { activationConstraint: { distance: 4 } }),
    useSensor(KeyboardSensor, { coordinateGetter: sortableKeyboardCoordinates }),
  );
  const ids = blocks.map((_, place) => `block-${place}`);
  const spoken = useSpoken(ids);
  const drop = ({ active, over }: DragEndEvent) => {
    if (over && active.id !== over.id) onMove(ids.indexOf(String(active.id)), ids.indexOf(String(over.id)));
  };
  return (
    <DndContext sensors={sensors} collisionDetection={closestCenter} accessibility={spoken} onDragEnd={drop}>
      <SortableContext items={ids} strategy={verticalListSortingStrategy}>
        <ol className={styles.blocks}>
          {blocks.map((block, place) => (
            <Line key={ids[place]} {...props} id={ids[place]!} block={block} place={place} />
          ))}
        </ol>
      </SortableContext>
    </DndContext>
  );
}

/** What is said to who does not see the blocks move; dnd-kit would say it in English. */
function useSpoken(ids: readonly string[]): DndContextProps["accessibility"] {
  const t = useText();
  const placeOf = ({ id }: { id: UniqueIdentifier }) => ids.indexOf(String(id)) + 1;
  return {
    screenReaderInstructions: { draggable: t("templates.drag.how") },
    announcements: {
      onDragStart: ({ active }) => t("templates.drag.begun", { place: placeOf(active) }),
      onDragOver: ({ active, over }) =>
        over ? t("templates.drag.over", { place: placeOf(active), to: placeOf(over) }) : undefined,
      onDragEnd: ({ active, over }) =>
        over
          ? t("templates.drag.done", { place: placeOf(active), to: placeOf(over) })
          : t("templates.drag.cancelled"),
      onDragCancel: () => t("templates.drag.cancelled"),
    },
  };
}

interface LineProps extends BlockListProps {
  id: string;
  block: Block;
  place: number;
}

function Line({
  id,
  block,
  place,
  blocks,
  kinds,
  chosen,
  onChoose,
  onMove,
  onDuplicate,
  onRemove,
}: LineProps) {
  const t = useText();
  const { attributes, listeners, setNodeRef, setActivatorNodeRef, transform, transition } = useSortable({
    id,
  });
  const title = kinds.find((each) => each.kind === block.kind)?.title ?? block.kind;
  const words = firstWords(block);
  const name = words ? `${title}: ${words}` : title;
  const actions = [
    { icon: ArrowUp, text: "templates.up", act: () => onMove(place, place - 1), isOff: place === 0 },
    {
      icon: ArrowDown,
      text: "templates.down",
      act: () => onMove(place, place + 1),
      isOff: place === blocks.length - 1,
    },
    { icon: Copy, text: "templates.duplicate", act: () => onDuplicate(place), isOff: false },
    { icon: Trash2, text: "templates.remove", act: () => onRemove(place), isOff: blocks.length === 1 },
  ];
  return (
    <li
      ref={setNodeRef}
      className={place === chosen ? styles.chosen : styles.block}
      style={{ transform: CSS.Translate.toString(transform), transition }}
    >
      <button
        ref={setActivatorNodeRef}
        type="button"
        className={styles.handle}
        {...attributes}
        {...listeners}
        aria-label={t("templates.drag", { name })}
      >
        <GripVertical size={16} aria-hidden />
      </button>
      <button
        type="button"
        className={styles.words}
        aria-pressed={place === chosen}
        onClick={() => onChoose(place)}
      >
        <strong>{title}</strong> <span dir="auto">{words}</span>
      </button>
      {actions.map(({ icon: Icon, text, act, isOff }) => (
        <Button
          key={text}
          variant="tertiary"
          size="small"
          icon={<Icon size={14} aria-hidden />}
          aria-label={t(text, { name })}
          disabled={isOff}
          onClick={act}
        />
      ))}
    </li>
  );
}
