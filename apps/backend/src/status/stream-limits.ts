/** Streams of one replica. Each takes about 50 kB. */
const maximumStreams = 5_000;
/** Streams of one address. Behind one may be a whole office, but not thousands. */
const maximumPerAddress = 100;

/** How many streams are open, and whose. */
export class StreamLimits {
  private readonly byAddress = new Map<string, number>();
  private total = 0;

  /**
   * Admits a stream, or says whose fault it is that it is refused: `full` is ours.
   * @param onEnd called with what is to be called when the stream ends
   */
  admit(address: string, onEnd: (release: () => void) => void): 'full' | 'address' | undefined {
    const open = this.byAddress.get(address) ?? 0;
    if (open >= maximumPerAddress) return 'address';
    if (this.total >= maximumStreams) return 'full';
    this.byAddress.set(address, open + 1);
    this.total += 1;
    onEnd(() => this.release(address));
    return undefined;
  }

  private release(address: string): void {
    const open = (this.byAddress.get(address) ?? 1) - 1;
    if (open === 0) this.byAddress.delete(address);
    else this.byAddress.set(address, open);
    this.total -= 1;
  }
}
