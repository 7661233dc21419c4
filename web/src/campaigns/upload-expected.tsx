import { Upload } from 'lucide-react';
import { useRef, useState } from 'react';
import { reasonOf } from '../api/client.ts';
import { queryClient } from '../api/queries.ts';
import { text } from '../strings.ts';
import { Button } from '../ui/button.tsx';
import { toast } from '../ui/toasts.tsx';
import { putFile } from './put-file.ts';

const c = text.campaigns;

/** A list of any length: the browser sends the file as it is, the server reads it as a stream. */
export function UploadExpected({ id }: { readonly id: string }) {
  const input = useRef<HTMLInputElement>(null);
  const [progress, setProgress] = useState<number>();
  const upload = async (file: File) => {
    setProgress(0);
    try {
      const { count } = await putFile(`/campaigns/${encodeURIComponent(id)}/expected-recipients`, file, setProgress);
      toast({ text: c.uploaded(count) });
      await queryClient.invalidateQueries({ queryKey: ['campaign', id] });
    } catch (error) {
      toast({ text: c.uploadFailed(reasonOf(error)), kind: 'error' });
    } finally {
      setProgress(undefined);
    }
  };
  return (
    <span className="upload">
      <input
        ref={input}
        type="file"
        accept=".txt,.csv,text/plain,text/csv"
        className="visually-hidden"
        tabIndex={-1}
        aria-label={c.upload}
        onChange={({ target }) => {
          const file = target.files?.[0];
          target.value = '';
          if (file) void upload(file);
        }}
      />
      <Button title={c.uploadHint} busy={progress !== undefined} onClick={() => input.current?.click()}>
        <Upload size={14} aria-hidden />
        {progress === undefined ? c.upload : progress < 1 ? c.uploading(progress) : c.counting}
      </Button>
      {progress !== undefined && <progress className="upload-bar" value={progress} max={1} aria-label={c.upload} />}
    </span>
  );
}
