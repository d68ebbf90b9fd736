// The keyboard on a flame graph. Arrows move, Enter zooms, Escape shows the whole, Backspace goes back; what else there is has keys, too.

export interface KeyActions {
  /** An arrow, Home or End: true where it led somewhere. */
  move(key: string): boolean;
  zoom(): void;
  showAll(): void;
  back(): void;
  goToSource(): void;
  /** Zooms in (0.5) or out (2) around the cursor. */
  scale(factor: number): void;
  /** Whole pages, 1 down and -1 up. */
  scroll(pages: 1 | -1): void;
  menu(): void;
}

/** Whether the key means something here. */
export function pressKey(event: KeyboardEvent, actions: KeyActions): boolean {
  const isCommand = event.ctrlKey || event.metaKey;
  switch (event.key) {
    case 'Enter':
      if (isCommand) actions.goToSource();
      else actions.zoom();
      return true;
    case 'Escape':
      actions.showAll();
      return true;
    case 'Backspace':
      actions.back();
      return true;
    case 'ContextMenu':
      actions.menu();
      return true;
    case 'F10':
      if (event.shiftKey) actions.menu();
      return event.shiftKey;
    case 'PageDown':
    case 'PageUp':
      actions.scroll(event.key === 'PageDown' ? 1 : -1);
      return true;
    case '+':
    case '=':
    case '-':
      if (isCommand) return false;
      actions.scale(event.key === '-' ? 2 : 0.5);
      return true;
    case 'ArrowLeft':
      if (!event.altKey) return !isCommand && actions.move(event.key);
      actions.back();
      return true;
    default:
      return !isCommand && !event.altKey && actions.move(event.key);
  }
}
