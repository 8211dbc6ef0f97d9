// One report on the desk: read, changed, sent. Sending twice does no harm: what was answered to nobody is sent again as it
// was, and the server knows it by the revision that it builds on (design rule 2).
import { computed, reactive, ref } from "vue";
import type { Problem } from "@/core/answers";
import { duties } from "@/stores/duties";
import { createResource } from "@/stores/resource";
import { ownDraft } from "@/stores/own_draft";
import { api } from "@/stores/wiring";
import {
  changes,
  isOpen,
  newer,
  noDraft,
  orderOf,
  says,
  type Correction,
  type Draft,
  type Figure,
  type Order,
  type Report,
} from "./sheet";
import { words } from "./words";

export type Outcome = "sent" | "unchanged" | "not_sent";

export function openDesk(unit: string, period: string) {
  const params = { unit, period };
  const kept = ownDraft<Draft>(`report.${unit}.${period}`);
  const resource = createResource<Report>({
    key: `report.${unit}`,
    fetch: () => api.get("/api/v1/reports/{unit}/{period}", { params }),
    accepts: (value) => value.unit.id === unit && value.period === period,
  });
  const answered = ref<Report | null>(null);
  const report = computed(() => newer(resource.value, answered.value));
  const draft = ref(kept.read() ?? noDraft());
  const state = reactive({
    /** What was sent is being put right. */
    mending: false,
    busy: false,
    /** Why the last sending did not come through, a sentence a line. */
    faults: [] as string[],
    whyMissing: false,
  });
  let lost: Order | null = null;

  function keepDraft(): void {
    const current = report.value;
    if (current && changes(current, draft.value)) kept.write(draft.value);
    else kept.drop();
  }

  /** What the draft says may have arrived, or may stand beside what somebody else sent meanwhile. */
  function reconcile(): void {
    const current = report.value;
    if (!current) return;
    if (!changes(current, draft.value)) draft.value = { ...noDraft(), why: state.mending ? draft.value.why : "" };
    else if (current.report.revision > 0 && isOpen(current.state)) state.mending = true;
    if (!isOpen(current.state)) state.mending = false;
  }

  async function load(force = false): Promise<void> {
    await resource.load({ force });
    reconcile();
  }

  function correct(figure: Figure, correction: Correction | null): void {
    draft.value = { ...draft.value, corrections: { ...draft.value.corrections, [figure]: correction } };
    state.faults = [];
    keepDraft();
  }

  function write(part: "words" | "why", text: string): void {
    draft.value = { ...draft.value, [part]: text };
    if (part === "why") state.whyMissing = false;
    keepDraft();
  }

  function stopMending(): void {
    draft.value = noDraft();
    state.mending = false;
    state.faults = [];
    state.whyMissing = false;
    keepDraft();
  }

  async function send(nothingNew: boolean): Promise<Outcome> {
    const current = report.value;
    if (!current || state.busy) return "not_sent";
    const order = orderOf(current, draft.value, nothingNew);
    const isChange =
      current.report.revision > 0 && (changes(current, draft.value) || nothingNew !== current.report.nothing_new);
    state.whyMissing = isChange && order.why === "";
    state.faults = [];
    if (state.whyMissing) return "not_sent";
    state.busy = true;
    const result = await api.put("/api/v1/reports/{unit}/{period}", { params, body: order });
    state.busy = false;
    if (!result.ok) {
      await refused(result.problem, order);
      return "not_sent";
    }
    lost = null;
    answered.value = result.body;
    stopMending();
    duties.forget();
    void resource.load({ force: true });
    return result.status === 201 || current.report.revision < result.body.report.revision ? "sent" : "unchanged";
  }

  async function refused(problem: Problem, order: Order): Promise<void> {
    if (problem.code === "conflict") {
      await load(true);
      const current = report.value;
      const ours = lost !== null && current !== null && says(current, lost);
      state.faults = ours ? [words.arrived] : [problem.sentence, ...(state.mending ? [words.keptDraft] : [])];
      lost = null;
      return;
    }
    const isUncertain = problem.status === 0 || problem.status >= 500 || problem.code === "portal";
    if (isUncertain) lost = order;
    const fields = problem.fields.map((field) => field.message);
    state.faults = isUncertain ? [words.lost(problem.sentence)] : fields.length > 0 ? fields : [problem.sentence];
    // What was open when it was read may have closed.
    if (problem.code === "invalid_input") await load(true);
  }

  function startMending(): void {
    state.mending = true;
  }

  return reactive({ resource, report, draft, state, load, correct, write, startMending, stopMending, send });
}

export type Desk = ReturnType<typeof openDesk>;
