import { Skeleton } from "@saleor/macaw-ui";
import { useVirtualizer } from "@tanstack/react-virtual";
import { ArrowDown, ArrowUp } from "lucide-react";
import { useEffect, useRef, type ReactNode } from "react";
import { Link, useNavigate } from "react-router-dom";
import type { Rows } from "~/api/useConnection";
import { useText } from "~/text/useText";
import { ErrorNotice } from "./ErrorNotice";
import styles from "./DataTable.module.css";

export interface Column<Row> {
  key: string;
  title: string;
  cell: (row: Row) => ReactNode;
  /** CSS width; columns without one share the rest. */
  width?: string;
  isNumber?: boolean;
  /** Left out where the frame is narrow. */
  isSecondary?: boolean;
  /** The shop can sort by it under this name. */
  sortBy?: string;
  /** A moment: sorted by it, the newest come first. Numbers begin with the largest. */
  isMoment?: boolean;
}

export interface Sorting {
  by: string;
  isDescending: boolean;
}

export interface Selection {
  ids: ReadonlySet<string>;
  onChange: (ids: ReadonlySet<string>) => void;
}

interface DataTableProps<Row> {
  /** What the rows are, for people who hear the table. */
  label: string;
  data: Rows<Row>;
  columns: readonly Column<Row>[];
  rowId: (row: Row) => string;
  /** Page of a row, if it has one; its first cell becomes the link. */
  rowPath?: (row: Row) => string | undefined;
  /** What to call a row when it is selected. */
  rowName?: (row: Row) => string;
  sorting?: Sorting;
  onSort?: (sorting: Sorting) => void;
  selection?: Selection;
  /** Shown in the place of rows when there are none. */
  empty: ReactNode;
  rowHeight?: number;
}

const SKELETON_ROWS = 12;
const NEAR_THE_END = 15;

/**
 * Rows as the shop pages them. Only what can be seen is in the document, and the next page is asked for before its end
 * is reached, so that a hundred thousand rows scroll like ten.
 */
export function DataTable<Row>(props: DataTableProps<Row>) {
  const { label, data, columns, rowId, selection, empty, rowHeight = 44 } = props;
  const t = useText();
  const scroller = useRef<HTMLDivElement>(null);
  const virtual = useVirtualizer({
    count: data.rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    overscan: 12,
    getItemKey: (index) => rowId(data.rows[index]!),
  });
  const items = virtual.getVirtualItems();
  const last = items.at(-1)?.index ?? -1;
  const { loadMore } = data;
  useEffect(() => {
    if (last >= data.rows.length - NEAR_THE_END) loadMore();
  }, [last, data.rows.length, loadMore]);

  const isEmpty = !data.isLoading && !data.problem && data.rows.length === 0;
  const width = columns.length + (selection ? 1 : 0);
  const above = items[0]?.start ?? 0;
  const below = virtual.getTotalSize() - (items.at(-1)?.end ?? 0);

  return (
    // A region that scrolls has to be reachable with the keyboard.
    // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex
    <div ref={scroller} className={styles.scroller} role="region" aria-label={label} tabIndex={0}>
      {data.problem && (
        <div className={styles.notice}>
          <ErrorNotice problem={data.problem} onRetry={data.reload} />
        </div>
      )}
      {isEmpty ? (
        empty
      ) : (
        <table className={styles.table} aria-rowcount={data.total ?? -1} aria-busy={data.isLoading}>
          <caption className="visually-hidden">{label}</caption>
          <colgroup>
            {selection && <col style={{ width: 48 }} />}
            {columns.map((column) => (
              <col key={column.key} className={classOf(column)} style={{ width: column.width }} />
            ))}
          </colgroup>
          <Head {...props} />
          <tbody>
            {data.isLoading && data.rows.length === 0 && <SkeletonRows width={width} height={rowHeight} />}
            {above > 0 && <Gap height={above} />}
            {items.map((item) => (
              <Line
                key={item.key}
                {...props}
                row={data.rows[item.index]!}
                index={item.index}
                height={rowHeight}
              />
            ))}
            {below > 0 && <Gap height={below} />}
          </tbody>
        </table>
      )}
      <div role="status" className={data.isLoadingMore ? styles.more : "visually-hidden"}>
        {(data.isLoading || data.isLoadingMore) && t("ui.loading")}
      </div>
    </div>
  );
}

function classOf<Row>({ isNumber, isSecondary }: Column<Row>): string {
  return [isNumber && styles.number, isSecondary && styles.secondary].filter(Boolean).join(" ");
}

function Gap({ height }: { height: number }) {
  return (
    // One cell: spanning columns that a narrow frame leaves out would bring their width back.
    <tr aria-hidden>
      <td style={{ height, padding: 0, border: 0 }} />
    </tr>
  );
}

function SkeletonRows({ width, height }: { width: number; height: number }) {
  return Array.from({ length: SKELETON_ROWS }, (_, row) => (
    <tr key={row} style={{ height }} aria-hidden>
      {Array.from({ length: width }, (_, cell) => (
        <td key={cell} className={styles.cell}>
          <Skeleton __height="12px" __width={cell ? "60%" : "80%"} />
        </td>
      ))}
    </tr>
  ));
}

function Head<Row>({ columns, data, rowId, sorting, onSort, selection }: DataTableProps<Row>) {
  const t = useText();
  const shown = data.rows.map(rowId);
  const isAll = shown.length > 0 && shown.every((id) => selection?.ids.has(id));
  return (
    <thead className={styles.head}>
      <tr>
        {selection && (
          <th scope="col" className={styles.check}>
            <input
              type="checkbox"
              aria-label={t("ui.selectShown")}
              checked={isAll}
              ref={(box) => {
                if (box) box.indeterminate = !isAll && selection.ids.size > 0;
              }}
              onChange={() => selection.onChange(new Set(isAll ? [] : shown))}
            />
          </th>
        )}
        {columns.map((column) => {
          const { key, title, sortBy, isNumber, isMoment } = column;
          const isSorted = sortBy !== undefined && sorting?.by === sortBy;
          const order = sorting?.isDescending ? "descending" : "ascending";
          const Arrow = sorting?.isDescending ? ArrowDown : ArrowUp;
          return (
            <th key={key} scope="col" className={classOf(column)} aria-sort={isSorted ? order : undefined}>
              {sortBy && onSort ? (
                <button
                  type="button"
                  className={styles.sort}
                  onClick={() =>
                    onSort({
                      by: sortBy,
                      isDescending: isSorted ? !sorting.isDescending : Boolean(isNumber || isMoment),
                    })
                  }
                >
                  {title}
                  {isSorted && <Arrow size={14} aria-hidden />}
                </button>
              ) : (
                title
              )}
            </th>
          );
        })}
      </tr>
    </thead>
  );
}

interface LineProps<Row> extends DataTableProps<Row> {
  row: Row;
  index: number;
  height: number;
}

function Line<Row>({ row, index, height, columns, rowId, rowPath, rowName, selection }: LineProps<Row>) {
  const t = useText();
  const navigate = useNavigate();
  const id = rowId(row);
  const path = rowPath?.(row);
  const isSelected = selection?.ids.has(id) ?? false;

  const toggle = () => {
    const ids = new Set(selection?.ids);
    if (!ids.delete(id)) ids.add(id);
    selection?.onChange(ids);
  };
  return (
    // The link in the first cell does the same with the keyboard.
    <tr
      className={path ? styles.link : undefined}
      style={{ height }}
      aria-rowindex={index + 2}
      aria-selected={selection ? isSelected : undefined}
      onClick={(event) => {
        const isOnControl = (event.target as Element).closest("a, button, input, label");
        if (path && !isOnControl && !window.getSelection()?.toString()) navigate(path);
      }}
    >
      {selection && (
        <td className={styles.check}>
          <input
            type="checkbox"
            aria-label={t("ui.selectRow", { name: rowName?.(row) ?? String(index + 1) })}
            checked={isSelected}
            onChange={toggle}
          />
        </td>
      )}
      {columns.map((column, place) => (
        <td key={column.key} className={classOf(column)} dir="auto">
          {path && place === 0 ? <Link to={path}>{column.cell(row)}</Link> : column.cell(row)}
        </td>
      ))}
    </tr>
  );
}
