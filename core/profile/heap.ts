// What is heaviest, again and again, while more comes in.

/** A binary heap, heaviest on top; of equal ones the one that came first. */
export function createHeap<T extends { readonly weight: number }>() {
  const heap: { readonly node: T; readonly age: number }[] = [];
  let age = 0;
  const isBefore = (a: number, b: number): boolean => {
    const [first, second] = [heap[a]!, heap[b]!];
    return (
      first.node.weight > second.node.weight || (first.node.weight === second.node.weight && first.age < second.age)
    );
  };
  const swap = (a: number, b: number): void => {
    [heap[a], heap[b]] = [heap[b]!, heap[a]!];
  };
  return {
    push(node: T): void {
      let at = heap.push({ node, age: age++ }) - 1;
      for (let up = (at - 1) >> 1; at > 0 && isBefore(at, up); at = up, up = (at - 1) >> 1) swap(at, up);
    },
    pop(): T | null {
      const [top] = heap;
      const last = heap.pop();
      if (!top || !last) return null;
      if (heap.length > 0) heap[0] = last;
      for (let at = 0; ;) {
        let down = at * 2 + 1;
        if (down + 1 < heap.length && isBefore(down + 1, down)) down++;
        if (down >= heap.length || !isBefore(down, at)) break;
        swap(at, down);
        at = down;
      }
      return top.node;
    },
  };
}
