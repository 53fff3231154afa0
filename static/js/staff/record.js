// Records a voice into the form's file field: what is sent is what a chosen file would be.

const LONGEST_MS = 120_000;
// Every phone plays MP4; where the browser cannot write that, WebM.
const WANTED = ["audio/mp4;codecs=mp4a.40.2", "audio/webm;codecs=opus", "audio/webm"];

/** Shows a button that starts and stops the microphone; without one the file field is all there is. */
export function record(form) {
  const type = globalThis.MediaRecorder && WANTED.find((one) => MediaRecorder.isTypeSupported(one));
  if (!type || !navigator.mediaDevices) return;
  const button = form.querySelector("button[hidden]");
  const status = form.querySelector("[role=status]");
  const words = button.textContent;
  let recorder;
  button.hidden = false;

  async function start() {
    let stream;
    try {
      stream = await navigator.mediaDevices.getUserMedia({ audio: true });
    } catch {
      status.textContent = "The microphone is not to be had. Choose a file instead.";
      return;
    }
    const pieces = [];
    const mine = new MediaRecorder(stream, { mimeType: type, audioBitsPerSecond: 48_000 });
    mine.addEventListener("dataavailable", ({ data }) => pieces.push(data));
    mine.addEventListener("stop", () => {
      for (const track of stream.getTracks()) track.stop();
      keep(new Blob(pieces, { type: type.split(";")[0] }));
    });
    mine.start();
    setTimeout(() => mine.state === "recording" && mine.stop(), LONGEST_MS);
    recorder = mine;
    button.textContent = "Stop";
    status.textContent = "Recording.";
  }

  function keep(blob) {
    const files = new DataTransfer();
    files.items.add(new File([blob], "voice", { type: blob.type }));
    form.querySelector("[type=file]").files = files.files;
    form.querySelector("audio")?.remove();
    const heard = Object.assign(document.createElement("audio"), { controls: true, src: URL.createObjectURL(blob) });
    status.after(heard);
    button.textContent = words;
    status.textContent = "Listen to it. Then save it, or record again.";
  }

  button.addEventListener("click", () => (recorder?.state === "recording" ? recorder.stop() : start()));
}
