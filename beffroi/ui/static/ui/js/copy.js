// Copies data-bf-copy; the button stays hidden where the browser cannot.
for (const button of document.querySelectorAll("[data-bf-copy]")) {
  if (!navigator.clipboard || button.dataset.bfReady) continue;
  button.dataset.bfReady = "yes";
  button.hidden = false;
  const word = button.querySelector("span");
  const label = word.textContent;
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(button.dataset.bfCopy);
    word.textContent = button.dataset.bfDone;
    setTimeout(() => { word.textContent = label; }, 3000);
  });
}
