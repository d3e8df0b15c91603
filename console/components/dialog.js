// What is pressed in a dialog is meant for the dialog, never for the page behind it.

export const inDialog = (event) => event.composedPath().some((node) => node.localName === "dialog" || node.getAttribute?.("role") === "dialog");
