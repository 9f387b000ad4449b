'use strict';
(() => {
  const find = (selector, root = document) => [...root.querySelectorAll(selector)];
  const form = document.getElementById('search-form');
  const input = document.getElementById('search');
  const found = document.getElementById('found');
  const theme = document.getElementById('theme');
  form.hidden = theme.hidden = false;

  // What can be found: each link of the contents, with the text of the part that it leads to.
  const entries = find('#contents li a').map((link) => {
    const part = document.getElementById(link.hash.slice(1));
    return { item: link.parentElement, link, name: (link.textContent + ' ' + link.hash).toLowerCase(), text: part.textContent.toLowerCase() };
  });

  const search = () => {
    const words = input.value.toLowerCase().split(/\s+/).filter(Boolean);
    const has = (text) => words.every((word) => text.includes(word));
    // Whoever types a name wants the part of that name, not all that mention it.
    const named = entries.some((entry) => has(entry.name));
    let count = 0;
    for (const entry of entries) {
      entry.item.hidden = !(has(entry.name) || has(entry.text));
      entry.link.classList.toggle('quiet', words.length > 0 && named && !has(entry.name));
      count += entry.item.hidden ? 0 : 1;
    }
    for (const section of find('#contents section')) {
      section.hidden = find('li', section).every((item) => item.hidden);
    }
    found.textContent = words.length === 0 ? '' : count === 0 ? 'Nothing found.' : count === 1 ? '1 part found.' : count + ' parts found.';
  };
  input.addEventListener('input', search);
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    const seen = entries.filter((entry) => !entry.item.hidden);
    const first = seen.find((entry) => !entry.link.classList.contains('quiet')) ?? seen[0];
    if (first && input.value.trim()) first.link.click();
  });
  document.addEventListener('keydown', (event) => {
    if (event.key === '/' && document.activeElement !== input && !event.ctrlKey && !event.metaKey && !event.altKey) {
      event.preventDefault();
      input.focus();
    } else if (event.key === 'Escape' && document.activeElement === input) {
      input.value = '';
      search();
    }
  });

  // Another click gives the choice back to the system.
  theme.addEventListener('click', () => {
    const root = document.documentElement;
    if (root.dataset.theme) delete root.dataset.theme;
    else root.dataset.theme = matchMedia('(prefers-color-scheme: dark)').matches ? 'light' : 'dark';
  });

  // Only the contents scroll: the window stays where the reader went.
  const show = (link) => {
    const nav = document.querySelector('nav');
    const [of, within] = [link.getBoundingClientRect(), nav.getBoundingClientRect()];
    if (of.top < within.top || of.bottom > within.bottom) nav.scrollTop += of.top - within.top - within.height / 2;
  };

  // The contents follow the part that is read.
  const mark = (hash) => {
    for (const entry of entries) {
      if (entry.link.hash === hash) {
        entry.link.setAttribute('aria-current', 'location');
        show(entry.link);
      } else {
        entry.link.removeAttribute('aria-current');
      }
    }
  };
  addEventListener('hashchange', () => mark(location.hash));
  mark(location.hash);
})();
