import "@xyflow/react/dist/base.css";
import {
  Background,
  BaseEdge,
  Controls,
  EdgeLabelRenderer,
  Handle,
  Position,
  ReactFlow,
  type EdgeProps,
  type NodeProps,
} from "@xyflow/react";
import { Plus } from "lucide-react";
import { createContext, useContext, useMemo, useRef } from "react";
import { useText } from "~/text/useText";
import { Tag } from "~/ui/Tag";
import {
  nodesOf,
  pathThrough,
  placed,
  shapeOf,
  START_ID,
  type AnyNode,
  type FlowEdge,
  type Shape,
  type StepNode,
} from "./canvasLayout";
import type { Definition } from "./definition";
import styles from "./journeys.module.css";
import { summary, titleOf, useWorld } from "./kinds";
import { StartCard } from "./StartCard";
import type { ViewProps } from "./view";
import zoom from "./zoom.module.css";

const View = createContext<ViewProps | null>(null);
const useView = () => useContext(View)!;

const NODE_TYPES = { start: StartNode, step: StepCard, out: OutNode };
const EDGE_TYPES = { way: WayEdge };

/** The journey as a picture that lays itself out; everything here can be done in the list too. */
export default function Canvas(props: ViewProps) {
  const t = useText();
  const { nodes, edges } = useLayout(props.definition);
  const named = useNamed(edges);
  return (
    <View.Provider value={props}>
      <div className={styles.canvas} role="region" aria-label={t("journeys.view.canvas")}>
        <ReactFlow
          nodes={nodes}
          edges={named}
          nodeTypes={NODE_TYPES}
          edgeTypes={EDGE_TYPES}
          nodesDraggable={false}
          nodesConnectable={false}
          nodesFocusable={false}
          edgesFocusable={false}
          elementsSelectable={false}
          onlyRenderVisibleElements={nodes.length > 80}
          ariaLabelConfig={{
            // Cards and ways are no stops of the keyboard here, and the keys this would tell of do nothing.
            "node.a11yDescription.default": "",
            "node.a11yDescription.keyboardDisabled": "",
            "edge.a11yDescription.default": "",
            "controls.zoomIn.ariaLabel": t("journeys.zoom.in"),
            "controls.zoomOut.ariaLabel": t("journeys.zoom.out"),
            "controls.fitView.ariaLabel": t("journeys.zoom.fit"),
          }}
          deleteKeyCode={null}
          panOnScroll
          minZoom={0.2}
          maxZoom={1.5}
          fitView
          fitViewOptions={{ maxZoom: 1, minZoom: 0.7, nodes: nodes.slice(0, 4) }}
        >
          <Background gap={24} />
          <Controls className={zoom.zoom} showInteractive={false} aria-label={t("journeys.zoom")} />
        </ReactFlow>
      </div>
    </View.Provider>
  );
}

/** Places are found anew only when the shape of the journey changes: with hundreds of steps that takes a moment. */
function useLayout(definition: Definition) {
  const { portsOf } = useWorld();
  const key = useMemo(() => JSON.stringify(shapeOf(definition, portsOf)), [definition, portsOf]);
  const layout = useMemo(() => placed(JSON.parse(key) as Shape), [key]);
  const before = useRef<ReadonlyMap<string, AnyNode>>(new Map());
  const nodes = useMemo(() => nodesOf(definition, layout, before.current), [definition, layout]);
  before.current = useMemo(() => new Map(nodes.map((node) => [node.id, node])), [nodes]);
  return { nodes, edges: layout.edges };
}

/** Ways with names for who hears them, which React Flow would give in English. */
function useNamed(edges: FlowEdge[]): FlowEdge[] {
  const t = useText();
  return useMemo(() => {
    const nameOf = (id: string) =>
      id === START_ID ? t("journeys.start") : id.startsWith(":out") ? t("journeys.endsHere") : id;
    return edges.map((edge) => ({
      ...edge,
      ariaLabel: t("journeys.way", { from: nameOf(edge.source), to: nameOf(edge.target) }),
    }));
  }, [edges, t]);
}

function StartNode() {
  return (
    <div className={`${styles.node} nopan`}>
      <StartCard {...useView()} />
      <Handle type="source" position={Position.Bottom} isConnectable={false} className={styles.handle} />
    </div>
  );
}

function StepCard({ data: { step } }: NodeProps<StepNode>) {
  const t = useText();
  const world = useWorld();
  const { selected, onSelect, problems, inside } = useView();
  const wrong = problems.filter(({ stepId }) => stepId === step.id);
  const people = inside.get(step.id) ?? 0;
  return (
    <div className={`${styles.node} nopan`}>
      <Handle type="target" position={Position.Top} isConnectable={false} className={styles.handle} />
      <button
        type="button"
        className={`${selected === step.id ? styles.stepChosen : styles.step} ${wrong.length ? styles.wrong : ""}`}
        aria-expanded={selected === step.id}
        title={wrong.map(({ message }) => message).join("\n") || undefined}
        onClick={() => onSelect(step.id)}
      >
        <strong>{titleOf(step, world)}</strong>
        <span dir="auto" className={styles.oneLine}>
          {summary(step, world)}
        </span>
        {people > 0 && <Tag>{t("journeys.insideCount", { count: people })}</Tag>}
        {wrong.length > 0 && (
          <Tag tone="critical">{t("journeys.problemsCount", { count: wrong.length })}</Tag>
        )}
      </button>
      <Handle type="source" position={Position.Bottom} isConnectable={false} className={styles.handle} />
    </div>
  );
}

function OutNode() {
  const t = useText();
  return (
    <div className={styles.out}>
      <Handle type="target" position={Position.Top} isConnectable={false} className={styles.handle} />
      {t("journeys.endsHere")}
    </div>
  );
}

/** A way with its name and the "+" that puts a step on it. */
function WayEdge({ data, ...props }: EdgeProps<FlowEdge>) {
  const t = useText();
  const { onAdd, isReadOnly } = useView();
  if (!data) return null;
  const { sourceX, sourceY, targetX, targetY } = props;
  // Ways down begin and end in the middle of their steps; ways back as the layout leads them.
  const points =
    sourceY < targetY
      ? [{ x: sourceX, y: sourceY }, ...data.points.slice(1, -1), { x: targetX, y: targetY }]
      : data.points;
  return (
    <>
      <BaseEdge path={pathThrough(points)} />
      <EdgeLabelRenderer>
        <div
          className={`${styles.edgeLabel} nopan nodrag`}
          style={{ transform: `translate(-50%, -50%) translate(${data.at.x}px, ${data.at.y}px)` }}
        >
          {data.label && <Tag>{data.label}</Tag>}
          {!isReadOnly && (
            <button
              type="button"
              className={styles.plus}
              aria-label={data.label ? t("journeys.addOnWay", { way: data.label }) : t("journeys.addHere")}
              onClick={() => onAdd(data.way)}
            >
              <Plus size={14} aria-hidden />
            </button>
          )}
        </div>
      </EdgeLabelRenderer>
    </>
  );
}
