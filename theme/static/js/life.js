// What holds at a moment, from the moments that a page tells. Held to the same cases as kabar/agenda/life.py.
const DAY = 86_400_000;

// stages: the first has no `since` (ISO 8601 with offset); now: milliseconds.
export function stageAt(stages, now) {
  const begun = stages.filter(({ since }) => since && Date.parse(since) <= now);
  return begun[begun.length - 1] ?? stages[0];
}

export function partOf(stage, over, now) {
  if (stage.joinable) return "bisa-diikuti";
  if (stage.state === "berlangsung" || stage.state === "lewat-undangan") return stage.state;
  return stage.state === "selesai" || now >= Date.parse(over) ? "lalu" : "akan-datang";
}

// over: the first moment after a deadline. Days are those of the deadline's own zone.
export function wordsLeft(over, now) {
  const end = Date.parse(over);
  if (Number.isNaN(end)) return "";
  if (now >= end) return "sudah ditutup";
  const shift = Date.parse(over.replace(/[+-]\d\d:\d\d$/, "Z")) - end;
  const day = (moment) => Math.floor((moment + shift) / DAY);
  const days = day(end - 1) - day(now);
  if (days < 2) return days ? "ditutup besok" : "hari terakhir";
  // Beyond two months nobody counts days.
  if (days <= 60) return `ditutup ${days} hari lagi`;
  const months = Math.round(days / 30.4375);
  const span = months < 24 ? months + " bulan" : Math.round(months / 12) + " tahun";
  return `ditutup ${span} lagi`;
}
