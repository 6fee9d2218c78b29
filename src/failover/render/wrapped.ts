/** A text in lines of at most `width` characters, cut between words; a word that is longer is cut where it has to be. */
export function wrapped(text: string, width: number): string {
  return text
    .split("\n")
    .flatMap((line) => linesOf(line, width))
    .join("\n");
}

function linesOf(text: string, width: number): string[] {
  const lines: string[] = [];
  let line = "";
  for (const word of text.split(" ").flatMap((one) => pieces(one, width))) {
    const longer = line === "" ? word : `${line} ${word}`;
    if (longer.length <= width) line = longer;
    else {
      lines.push(line);
      line = word;
    }
  }
  return [...lines, line];
}

/** `new-connection-mark=from-ISP1` → two of it, where it does not fit: rather behind a sign than inside a word. */
function pieces(word: string, width: number): string[] {
  if (word.length <= width) return [word];
  const start = word.slice(0, width);
  const sign = Math.max(...["=", ",", "-", "_", "/"].map((one) => start.lastIndexOf(one)));
  const cut = sign > width / 2 ? sign + 1 : width;
  return [word.slice(0, cut), ...pieces(word.slice(cut), width)];
}
