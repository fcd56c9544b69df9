// Suggestions as one types: a combobox over the plain search form. Answer: {"suggestions": [{"words", "href"?, "kind"?}]}
{
  const form = document.querySelector("form[data-suggestions]");
  const input = form?.querySelector("input[type=search]");
  let list, waiting, asked;
  let chosen = -1;

  const build = () => {
    list = document.createElement("ul");
    list.id = "suggestions";
    list.className = "suggestions";
    list.hidden = true;
    list.setAttribute("role", "listbox");
    list.setAttribute("aria-label", input.placeholder);
    form.append(list);
    for (const [name, value] of [["role", "combobox"], ["aria-autocomplete", "list"], ["aria-controls", list.id], ["aria-expanded", "false"]]) {
      input.setAttribute(name, value);
    }
  };
  const close = () => {
    if (!list || list.hidden) return;
    list.hidden = true;
    input.setAttribute("aria-expanded", "false");
    input.removeAttribute("aria-activedescendant");
    chosen = -1;
  };
  const mark = (words, typed) => {
    const line = document.createElement("span");
    const at = words.toLocaleLowerCase().indexOf(typed.toLocaleLowerCase());
    if (at < 0) line.textContent = words;
    else {
      const rest = document.createElement("b");
      rest.textContent = words.slice(at + typed.length);
      line.append(words.slice(0, at + typed.length), rest);
    }
    return line;
  };
  const show = (suggestions, typed) => {
    chosen = -1;
    list.replaceChildren(
      ...suggestions.slice(0, 8).map((each, place) => {
        const { words, href = "", kind = "" } = typeof each === "string" ? { words: each } : each;
        const option = document.createElement("li");
        option.id = `suggestion-${place}`;
        option.setAttribute("role", "option");
        option.setAttribute("aria-selected", "false");
        Object.assign(option.dataset, { words, href });
        option.append(boxmalls.icon(href ? "arrow" : "search"), mark(words, typed));
        if (kind) {
          const soft = document.createElement("span");
          soft.className = "soft";
          soft.textContent = kind;
          option.append(soft);
        }
        return option;
      }),
    );
    list.hidden = !list.children.length;
    input.setAttribute("aria-expanded", String(!list.hidden));
  };
  const choose = (place) => {
    const options = [...list.children];
    chosen = (place + options.length + 1) % (options.length + 1);
    options.forEach((option, each) => option.setAttribute("aria-selected", String(each === chosen)));
    if (options[chosen]) {
      input.setAttribute("aria-activedescendant", options[chosen].id);
      options[chosen].scrollIntoView({ block: "nearest" });
    } else input.removeAttribute("aria-activedescendant");
  };
  const take = (option) => {
    if (option.dataset.href) location.assign(option.dataset.href);
    else {
      input.value = option.dataset.words;
      close();
      form.requestSubmit();
    }
  };
  const ask = async () => {
    const typed = input.value.trim();
    asked?.abort();
    if (typed.length < 1) return close();
    asked = new AbortController();
    try {
      const address = `${form.dataset.suggestions}?q=${encodeURIComponent(typed)}`;
      const answer = await fetch(address, { signal: asked.signal, headers: { Accept: "application/json" } });
      if (!answer.ok) return close();
      const body = await answer.json();
      if (document.activeElement === input) show(Array.isArray(body) ? body : body.suggestions ?? [], typed);
    } catch (failure) {
      if (failure.name !== "AbortError") close();
    }
  };

  if (form) {
    build();
    input.addEventListener("input", () => {
      clearTimeout(waiting);
      waiting = setTimeout(ask, 120);
    });
    input.addEventListener("keydown", (press) => {
      if (list.hidden) return;
      if (press.key === "ArrowDown" || press.key === "ArrowUp") {
        press.preventDefault();
        choose(press.key === "ArrowDown" ? (chosen < 0 || chosen >= list.children.length ? 0 : chosen + 1) : chosen < 0 ? list.children.length - 1 : chosen - 1);
      } else if (press.key === "Enter" && list.children[chosen]) {
        press.preventDefault();
        take(list.children[chosen]);
      } else if (press.key === "Escape") {
        press.preventDefault();
        close();
      }
    });
    list.addEventListener("pointerdown", (press) => press.preventDefault());
    list.addEventListener("click", ({ target }) => target.closest("li") && take(target.closest("li")));
    input.addEventListener("blur", close);
  }
}
