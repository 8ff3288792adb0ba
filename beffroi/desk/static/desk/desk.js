// The phone counts down and fetches its new codes in place, so that the focus stays; the mailbox reloads when a mail has come.
const fetched = async () => {
  const response = await fetch(location.href, { headers: { Accept: "text/html" } });
  return response.ok ? new DOMParser().parseFromString(await response.text(), "text/html") : null;
};

const phone = document.querySelector("[data-desk-phone]");
if (phone) {
  const bar = phone.querySelector("[data-desk-bar]");
  let end = Date.now() + Number(phone.dataset.deskLeft) * 1000;
  let asking = false;
  const renew = async () => {
    asking = true;
    const page = await fetched().catch(() => null);
    for (const code of page?.querySelectorAll("[data-desk-code]") ?? []) {
      const mine = phone.querySelector(`[data-desk-code="${code.dataset.deskCode}"]`);
      if (!mine) continue;
      mine.textContent = code.textContent;
      const copy = mine.parentElement.querySelector("[data-bf-copy]");
      if (copy) copy.dataset.bfCopy = code.textContent;
    }
    const left = page?.querySelector("[data-desk-phone]").dataset.deskLeft;
    end = Date.now() + (left ? Number(left) : 5) * 1000;
    asking = false;
  };
  setInterval(() => {
    const left = Math.max(0, (end - Date.now()) / 1000);
    bar.value = left;
    if (left === 0 && !asking) renew();
  }, 500);
}

const mailbox = document.querySelector("[data-desk-newest]");
if (mailbox) {
  setInterval(async () => {
    const page = await fetched().catch(() => null);
    const newest = page?.querySelector("[data-desk-newest]")?.dataset.deskNewest;
    if (newest !== undefined && newest !== mailbox.dataset.deskNewest) location.reload();
  }, 4000);
}
