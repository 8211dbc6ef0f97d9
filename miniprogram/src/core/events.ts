// uni-app's <input>, <textarea> and <picker> put their value into `detail`; vue-tsc knows them as HTML elements.
export function valueOf(event: unknown): string {
  const { detail } = event as { detail?: { value?: unknown } };
  return detail?.value === undefined || detail.value === null ? "" : String(detail.value);
}
