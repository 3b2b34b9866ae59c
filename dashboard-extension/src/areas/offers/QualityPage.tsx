import { Button } from "@saleor/macaw-ui";
import { useEffect, useState } from "react";
import { useRead } from "~/api/useRead";
import { useSave } from "~/api/useSave";
import { useFormats } from "~/text/format";
import { useText } from "~/text/useText";
import { Card, Facts, Stat, Stats } from "~/ui/Card";
import { EmptyState } from "~/ui/EmptyState";
import { ErrorNotice, RefusalNotice } from "~/ui/ErrorNotice";
import { NoWorkerNotice, PATIENCE_SECONDS } from "~/ui/NoWorkerNotice";
import { Notice } from "~/ui/Notice";
import { Columns, Page } from "~/ui/Page";
import { LinesSkeleton } from "~/ui/Skeletons";
import { Tag } from "~/ui/Tag";
import { useOverdue } from "~/ui/useOverdue";
import { When } from "~/ui/When";
import {
  RecommendationReportDocument,
  RecommendationRetrainDocument,
  type RecommendationReportQuery,
} from "./gql/graphql";
import styles from "./offers.module.css";
import { ListTabs } from "./ProductLists";
import { useNamed } from "./useWords";

type Report = NonNullable<RecommendationReportQuery["automationRecommendationReport"]>;
type Task = Report["tasks"][number];

const LOOK_EVERY_SECONDS = 5;
/** Of the very first learning nobody can tell whether it has begun; the largest shops take minutes. */
const FIRST_PATIENCE_SECONDS = 300;

/** How good cross-selling is, tried on what people really bought. */
export function QualityPage() {
  const t = useText();
  // When the button was pressed, until what had been learned by then is replaced; the task may begin after the answer.
  const [asked, setAsked] = useState<{ at: number; trainedAt: string } | null>(null);
  const [isTraining, setTraining] = useState(false);
  const isOverdue = useOverdue(
    asked && !isTraining ? asked.at : null,
    asked?.trainedAt ? PATIENCE_SECONDS : FIRST_PATIENCE_SECONDS,
  );
  const isLearning = isTraining || (asked !== null && !isOverdue);
  const { data, isLoading, problem, reload } = useRead(
    RecommendationReportDocument,
    {},
    { everySeconds: isLearning ? LOOK_EVERY_SECONDS : 0 },
  );
  const report = data?.automationRecommendationReport;
  const retrain = useSave(RecommendationRetrainDocument, (answer) => answer.automationRecommendationRetrain);
  useEffect(() => {
    if (!data) return;
    setTraining(Boolean(report?.isTraining));
    setAsked((before) => (before?.trainedAt === (report?.trainedAt ?? "") ? before : null));
  }, [data, report]);

  const learn = async () => {
    if (!(await retrain.save({}))) return;
    setAsked({ at: Date.now(), trainedAt: report?.trainedAt ?? "" });
    reload();
  };
  return (
    <Page
      title={t("offers.lists.title")}
      below={<ListTabs />}
      aside={isLearning && <Tag tone="info">{t("offers.quality.learning")}</Tag>}
      actions={
        <Button variant="secondary" disabled={retrain.isSaving || isLearning} onClick={() => void learn()}>
          {t("offers.quality.learn")}
        </Button>
      }
    >
      <ErrorNotice problem={problem ?? retrain.problem} onRetry={reload} />
      <RefusalNotice refusals={retrain.refusals.all} />
      {isOverdue && <NoWorkerNotice />}
      {retrain.refusals.all.length === 0 && !retrain.isSaving && data && !report && (
        <EmptyState title={t("offers.quality.none")} text={t("offers.quality.noneText")} />
      )}
      {isLoading && <LinesSkeleton lines={8} />}
      {report && <Columns main={<Results report={report} />} side={<Grounds report={report} />} />}
    </Page>
  );
}

function Results({ report }: { report: Report }) {
  const t = useText();
  const formats = useFormats();
  if (report.problem)
    return (
      <Notice tone="info" title={t("offers.quality.untried")}>
        {report.problem}
      </Notice>
    );
  return (
    <>
      <p className={styles.words}>
        {t("offers.quality.how", {
          days: formats.number(Math.round(report.heldOutDays)),
          orders: formats.number(report.heldOutOrdersCount),
        })}
      </p>
      {report.tasks.map((task) => (
        <TaskCard key={task.task} task={task} />
      ))}
    </>
  );
}

function TaskCard({ task }: { task: Task }) {
  const t = useText();
  const formats = useFormats();
  const name = useNamed("task");
  const method = useNamed("method");
  const most = Math.max(...task.results.map(({ hit }) => hit), 0.0001);
  const [ours, ...others] = task.results;
  const best = others.reduce((found, each) => Math.max(found, each.hit), 0);
  return (
    <Card
      title={name(task.task)}
      actions={
        ours && best > 0 ? (
          <Tag tone={ours.hit >= best ? "success" : "warning"}>
            {t("offers.quality.times", { times: formats.number(Math.round((ours.hit / best) * 100) / 100) })}
          </Tag>
        ) : undefined
      }
    >
      <p className={styles.muted}>{name(`${task.task}.hint`)}</p>
      <table className={styles.results}>
        <caption className="visually-hidden">{name(task.task)}</caption>
        <thead>
          <tr>
            <th scope="col">{t("offers.quality.method")}</th>
            <th scope="col">{t("offers.quality.hit")}</th>
            <th scope="col" className={styles.number}>
              {t("offers.quality.ndcg")}
            </th>
            <th scope="col" className={styles.number}>
              {t("offers.quality.coverage")}
            </th>
          </tr>
        </thead>
        <tbody>
          {task.results.map((each) => (
            <tr key={each.method}>
              <th scope="row">{method(each.method)}</th>
              <td>
                <div className={styles.hit}>
                  <span className={styles.track}>
                    <span
                      className={each.method === "ours" ? styles.ours : styles.theirs}
                      style={{ width: `${(each.hit / most) * 100}%` }}
                    />
                  </span>
                  {formats.percent(each.hit)}
                </div>
              </td>
              <td className={styles.number}>{each.ndcg.toFixed(3)}</td>
              <td className={styles.number}>{formats.percent(each.coverage)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <p className={styles.muted}>{t("offers.quality.questions", { count: ours?.questions ?? 0 })}</p>
    </Card>
  );
}

function Grounds({ report }: { report: Report }) {
  const t = useText();
  const formats = useFormats();
  const method = useNamed("learned");
  return (
    <>
      <Stats>
        <Stat label={t("offers.quality.orders")} value={formats.number(report.ordersCount)} />
        <Stat label={t("offers.quality.people")} value={formats.number(report.peopleCount)} />
        <Stat label={t("offers.quality.products")} value={formats.number(report.productsCount)} />
        <Stat label={t("offers.quality.views")} value={formats.number(report.viewsCount)} />
      </Stats>
      <Card title={t("offers.quality.grounds")}>
        <Facts
          facts={[
            [t("offers.quality.trainedAt"), <When key="at" at={report.trainedAt} />],
            [
              t("offers.quality.trainedUntil"),
              report.trainedUntil ? <When key="until" at={report.trainedUntil} isExact /> : "–",
            ],
            [t("offers.quality.method"), method(report.method)],
            [
              t("offers.quality.seconds"),
              t("offers.quality.secondsValue", { count: Math.round(report.seconds) }),
            ],
          ]}
        />
      </Card>
      <Card title={t("offers.quality.read")}>
        <p className={styles.words}>{t("offers.quality.readText")}</p>
      </Card>
    </>
  );
}
