// « Send again »: the button waits data-bf-wait seconds. Measured by the clock, so a sleeping tab does not wait longer.
for (const button of document.querySelectorAll("[data-bf-wait]")) {
  if (button.dataset.bfReady) continue;
  button.dataset.bfReady = "yes";
  const ready = Date.now() + Number(button.dataset.bfWait) * 1000;
  const left = button.querySelector("[data-bf-left]");
  const tick = () => {
    const seconds = Math.ceil((ready - Date.now()) / 1000);
    const waiting = seconds > 0;
    if (waiting) button.setAttribute("aria-disabled", "true");
    else button.removeAttribute("aria-disabled");
    left.textContent = waiting ? `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}` : "";
    if (waiting) setTimeout(tick, 500);
  };
  button.addEventListener("click", (event) => {
    if (button.getAttribute("aria-disabled") === "true") event.preventDefault();
  });
  tick();
}
