// Takes the keyboard to a heading that has just come: what it says is read out, and Tab goes on from there.

export default function ({ data, parentElement }) {
  if (parentElement.focused === data.once) return;
  parentElement.focused = data.once;
  const heading = document.querySelector(`.st-key-${data.part} :is(h2, h3)`);
  if (!heading) return;
  heading.tabIndex = -1;
  heading.focus({ preventScroll: false });
}
