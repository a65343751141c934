// Numbers that fit a plan's patterns, and the many ways people write and mistype them. Random, but the same on every run.

let state = 20260731;

export function random(limit) {
    // xorshift32
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) % limit;
}

export const pick = list => list[random(list.length)];
const digit = () => String(random(10));

/** A random text of digits that the pattern matches. */
export function fitting(pattern) {
    let at = 0;

    function alternatives() {
        const texts = [sequence()];
        while (pattern[at] === '|') {
            at++;
            texts.push(sequence());
        }
        return pick(texts);
    }

    function sequence() {
        let text = '';
        while (at < pattern.length && pattern[at] !== '|' && pattern[at] !== ')') {
            const start = at;
            let piece = atom();
            const [least, most] = quantifier();
            const end = at;
            const times = least + random(most - least + 1);
            for (let i = 0; i < times; i++) {
                text += piece;
                at = start;
                piece = atom();
            }
            at = end;
        }
        return text;
    }

    function atom() {
        const c = pattern[at++];
        if (c === '\\') {
            at++;
            return digit();
        }
        if (c === '$') return '';
        if (c === '(') {
            if (pattern[at] === '?') at += 2;
            const text = alternatives();
            at++;
            return text;
        }
        if (c !== '[') return c;
        const end = pattern.indexOf(']', at);
        const allowed = new RegExp(`[${pattern.slice(at, end)}]`);
        at = end + 1;
        return pick([...'0123456789'].filter(d => allowed.test(d)));
    }

    function quantifier() {
        if (pattern[at] === '?') {
            at++;
            return [0, 1];
        }
        const bounds = /^\{(\d+)(?:,(\d+))?\}/.exec(pattern.slice(at));
        if (!bounds) return [1, 1];
        at += bounds[0].length;
        return [Number(bounds[1]), Number(bounds[2] ?? bounds[1])];
    }

    return alternatives();
}

/** The digits with one less, one more, or one or two of them changed. */
export function mistyped(digits) {
    const at = random(digits.length);
    switch (random(5)) {
        case 0: return digits.slice(0, -1);
        case 1: return digits + digit();
        case 2: return digits.slice(0, at) + digits.slice(at + 1);
        case 3: return digits.slice(0, at) + digit() + digits.slice(at + 1);
        default: return digit() + digit() + digits.slice(2);
    }
}

/** The digits grouped in one of the ways people group them. */
export function grouped(digits) {
    const separator = pick([' ', '-', '.', '/', '\u00A0', ' - ', '\u2011', '']);
    const parts = [];
    for (let rest = digits; rest; ) {
        const length = 2 + random(3);
        parts.push(rest.slice(0, length));
        rest = rest.slice(length);
    }
    if (random(3) === 0) parts[0] = `(${parts[0]})`;
    return parts.join(separator);
}

/** The digits in the shapes of another script, or full-width. */
export function otherDigits(digits) {
    const zero = pick([0xFF10, 0x0660, 0x06F0]);
    return digits.replace(/\d/g, d => String.fromCharCode(zero + Number(d)));
}
