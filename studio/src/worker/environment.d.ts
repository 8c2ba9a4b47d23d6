/** What a worker has beside: the types of a page do not name it, and those of a worker do not name the page. */
declare class FileReaderSync {
  readAsArrayBuffer(blob: Blob): ArrayBuffer;
}
