/** Sounds of a display: made here, so that nothing is loaded. */

const NOTES = [[783.99, 0], [622.25, 0.45]];
const NOTE_SECONDS = 1.1;
const VOLUME = 0.35;

let context = null;

/** Whether this page may sound: most browsers want one touch of it first. */
export function soundState() {
  if (!('AudioContext' in globalThis)) {
    return 'absent';
  }
  if (navigator.userActivation?.hasBeenActive !== false) {
    return 'ready';
  }
  context ??= new AudioContext();
  return context.state === 'running' ? 'ready' : 'asleep';
}

/** Two falling notes; resolves when words may follow. Without leave to sound it is over at once. */
export async function chime() {
  if (soundState() !== 'ready') {
    return;
  }
  context ??= new AudioContext();
  await Promise.race([context.resume(), new Promise((done) => setTimeout(done, 500))]);
  if (context.state !== 'running') {
    return;
  }
  let last;
  NOTES.forEach(([hertz, after]) => {
    const at = context.currentTime + after;
    const tone = context.createOscillator();
    const loudness = context.createGain();
    tone.type = 'sine';
    tone.frequency.value = hertz;
    loudness.gain.setValueAtTime(0, at);
    loudness.gain.linearRampToValueAtTime(VOLUME, at + 0.02);
    loudness.gain.exponentialRampToValueAtTime(0.001, at + NOTE_SECONDS);
    tone.connect(loudness).connect(context.destination);
    tone.start(at);
    tone.stop(at + NOTE_SECONDS);
    tone.onended = () => loudness.disconnect();
    last = tone;
  });
  await Promise.race([
    new Promise((done) => last.addEventListener('ended', done)),
    new Promise((done) => setTimeout(done, 2_000 * NOTE_SECONDS)),
  ]);
}
