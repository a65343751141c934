// Makes the console quicker; every page works without it.

// Lists that are searched as one types: the form's own answer replaces the results.
for (const form of document.querySelectorAll("form[data-live]")) {
    let timer, latest = 0;
    form.addEventListener("input", () => {
        clearTimeout(timer);
        timer = setTimeout(async () => {
            const run = ++latest;
            const address = form.action.split("?")[0] + "?" + new URLSearchParams(new FormData(form));
            const response = await fetch(address, { headers: { Accept: "text/html" } });
            if (run !== latest || !response.ok) return;
            const page = new DOMParser().parseFromString(await response.text(), "text/html");
            const results = page.getElementById("results");
            if (!results) return location.assign(address); // The session is over.
            document.getElementById("results").replaceWith(results);
            history.replaceState(null, "", address);
        }, 250);
    });
}

// Keys on pages that name them: an element with data-key is clicked, or focused where it is a field; j and k walk along data-row.
document.addEventListener("keydown", event => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest("input, textarea, select, [contenteditable]")) return;
    const rows = [...document.querySelectorAll("[data-row]")];
    if ((event.key === "j" || event.key === "k") && rows.length > 0) {
        const at = rows.findIndex(row => row.contains(document.activeElement));
        const next = rows[Math.min(rows.length - 1, Math.max(0, at + (event.key === "j" ? 1 : at < 0 ? 1 : -1)))];
        next.querySelector("a")?.focus();
        event.preventDefault();
        return;
    }
    const row = document.activeElement?.closest("[data-row]");
    const named = (row ?? document).querySelector(`[data-key="${CSS.escape(event.key)}"]`);
    if (!named) return;
    event.preventDefault();
    if (named.matches("input, textarea, select")) named.focus();
    else named.click();
});

// Whoever presses a button twice means it once.
document.addEventListener("submit", event => {
    if (event.target.method !== "post") return;
    if (event.target.dataset.sent) event.preventDefault();
    event.target.dataset.sent = "true";
    setTimeout(() => delete event.target.dataset.sent, 5000);
});
