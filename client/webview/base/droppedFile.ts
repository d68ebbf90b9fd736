// A file that is dropped on the page: from the editor's own lists, by its address. VS Code opens what is dropped on an editor; only with Shift
// held down the page gets it. (A file from outside of the editor has no address here, and stays the editor's.)

/** The first has every file, the second those of a browser or an older editor. */
const types = ['application/vnd.code.uri-list', 'text/uri-list'];

/** Calls `use` with the address of the first file. */
export function onDroppedFile(target: HTMLElement, use: (address: string) => void): void {
  target.addEventListener('dragover', event => {
    if (!types.some(type => event.dataTransfer?.types.includes(type))) return;
    event.preventDefault();
  });
  target.addEventListener('drop', event => {
    const lists = types.map(type => event.dataTransfer?.getData(type) ?? '');
    const address = lists
      .join('\n')
      .split(/\r?\n/)
      .find(line => line !== '' && !line.startsWith('#'));
    if (address === undefined) return;
    event.preventDefault();
    use(address);
  });
}
