/** Keeps what the set-up says out of the test report; `lines()` is what was said in the running test. */
export function captureStderr(): { lines(): string } {
  const write = process.stderr.write;
  let said = "";
  beforeEach(() => {
    said = "";
    process.stderr.write = (text: string | Uint8Array) => {
      said += String(text);
      return true;
    };
  });
  afterEach(() => {
    process.stderr.write = write;
  });
  return { lines: () => said };
}
