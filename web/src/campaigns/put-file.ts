import { ApiError, apiPath } from '../api/client.ts';
import { text } from '../strings.ts';

/** PUT of a file as text, with progress from 0 to 1: fetch tells nothing of what it has sent, so the older way. */
export function putFile(path: string, file: File, onProgress: (ratio: number) => void): Promise<{ count: number }> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open('PUT', apiPath(path));
    request.setRequestHeader('content-type', /\.csv$/i.test(file.name) ? 'text/csv' : 'text/plain');
    request.responseType = 'json';
    request.upload.onprogress = ({ loaded, total }) => onProgress(total > 0 ? loaded / total : 1);
    request.onload = () => {
      const { status, response } = request;
      if (status >= 200 && status < 300) resolve({ count: response?.count ?? 0 });
      else reject(new ApiError(status, response?.detail ?? text.errors.status(status), response));
    };
    request.onerror = () => reject(new ApiError(0, text.errors.noAnswer));
    request.send(file);
  });
}
