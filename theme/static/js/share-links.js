// Shows the button that copies the page's own address.
for (const item of document.querySelectorAll("[data-k-copy]")) {
  if (!navigator.clipboard) break;
  const done = item.querySelector("[role=status]");
  item.hidden = false;
  item.querySelector("button").addEventListener("click", async () => {
    const address = document.querySelector("link[rel=canonical]").href;
    try {
      await navigator.clipboard.writeText(address);
      done.textContent = "Tautan tersalin";
    } catch {
      done.textContent = `Salin sendiri: ${address}`;
    }
  });
}
