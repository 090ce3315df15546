// Shows the button that copies a message ready to be sent.
for (const place of document.querySelectorAll(".ready-message")) {
  if (!navigator.clipboard) break;
  const text = place.querySelector("textarea");
  const button = place.querySelector("button");
  button.hidden = false;
  button.addEventListener("click", async () => {
    try {
      await navigator.clipboard.writeText(text.value);
      place.querySelector("[role=status]").textContent = "Pesan tersalin";
    } catch {
      text.select();
    }
  });
}
