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

// What goes on by itself is looked at again as long as the page says so.
const refresh = async () => {
    const results = document.getElementById("results");
    if (!results?.dataset.refresh) return;
    const response = await fetch(location.href, { headers: { Accept: "text/html" } }).catch(() => null);
    const page = response?.ok ? new DOMParser().parseFromString(await response.text(), "text/html").getElementById("results") : null;
    if (page) results.replaceWith(page);
    setTimeout(refresh, 1000 * (page ?? results).dataset.refresh);
};
setTimeout(refresh, 1000);

// A file is sent as it is, its progress shown; the answer leads on.
for (const form of document.querySelectorAll("form[data-upload]")) {
    form.addEventListener("submit", event => {
        event.preventDefault();
        const file = form.elements.file.files[0];
        const values = [...new FormData(form)].filter(([name, value]) => name !== "file" && value !== "");
        const [progress, state] = [form.querySelector("progress"), form.querySelector("[data-state]")];
        const request = new XMLHttpRequest();
        request.open("POST", `${form.action}?${new URLSearchParams(values)}`);
        request.setRequestHeader("RequestVerificationToken", form.dataset.token);
        request.setRequestHeader("Content-Type", /\.(jsonl|ndjson)$/i.test(file.name) ? "application/x-ndjson" : "text/csv");
        request.upload.onprogress = sent => progress.value = sent.total ? sent.loaded / sent.total : 0;
        request.onload = () => {
            if (request.status < 400) return location.assign(request.responseURL);
            progress.hidden = true;
            const page = new DOMParser().parseFromString(request.responseText, "text/html");
            state.textContent = page.querySelector("[role=alert]")?.textContent ?? form.dataset.failed;
        };
        request.onerror = () => { progress.hidden = true; state.textContent = form.dataset.failed; };
        progress.hidden = false;
        state.textContent = "";
        request.send(file);
    });
}

// Passkeys: before the form is sent, a device answers to what the page asks of it. Browsers that know none are not offered any.
for (const field of document.querySelectorAll("input[data-passkey]")) {
    if (!window.PublicKeyCredential?.parseCreationOptionsFromJSON) continue;
    const [form, options] = [field.form, JSON.parse(field.dataset.passkey)];
    field.closest("[data-passkeys]").hidden = false;
    form.addEventListener("submit", async event => {
        event.preventDefault();
        event.stopPropagation();
        const state = form.querySelector("[role=status]");
        state.textContent = "";
        try {
            const answer = options.user
                ? await navigator.credentials.create({ publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(options) })
                : await navigator.credentials.get({ publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(options) });
            field.value = JSON.stringify(answer);
            form.submit();
        } catch {
            state.textContent = field.dataset.failed;
        }
    });
}
