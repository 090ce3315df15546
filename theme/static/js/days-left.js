// Says beside a deadline how many days are left, by the calendar of the deadline's own zone.
const DAY = 86_400_000;

function minutesEastOfUtc(iso) {
  const [, sign, hours, minutes] = iso.match(/([+-])(\d\d):(\d\d)$/) ?? [null, "+", "00", "00"];
  return (sign === "-" ? -1 : 1) * (Number(hours) * 60 + Number(minutes));
}

function wordsLeft(iso, now) {
  const end = Date.parse(iso);
  if (Number.isNaN(end)) return "";
  if (now > end) return "sudah ditutup";
  const shift = minutesEastOfUtc(iso) * 60_000;
  const days = Math.floor((end + shift) / DAY) - Math.floor((now + shift) / DAY);
  if (days === 0) return "hari terakhir";
  return days === 1 ? "sampai besok" : `${days} hari lagi`;
}

for (const time of document.querySelectorAll("time[data-k-deadline]")) {
  const words = wordsLeft(time.dateTime, Date.now());
  if (!words) continue;
  const left = document.createElement("strong");
  left.className = "moment__left";
  left.textContent = ` (${words})`;
  time.after(left);
}
