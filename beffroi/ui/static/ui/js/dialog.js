// <button type="button" data-bf-opens="id"> opens the native dialog of that id.
for (const button of document.querySelectorAll("[data-bf-opens]")) {
  if (button.dataset.bfReady) continue;
  button.dataset.bfReady = "yes";
  const dialog = document.getElementById(button.dataset.bfOpens);
  button.addEventListener("click", () => dialog.showModal());
}
