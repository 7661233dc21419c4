import { change, reasonOf } from '../api/client.ts';
import { text } from '../strings.ts';
import { toast } from '../ui/toasts.tsx';

/** The server sends a mail to itself, over SMTP as any application would. */
export async function sendTestMail(to?: string): Promise<boolean> {
  try {
    await change('POST', '/send-test', to ? { to } : {});
    toast({ text: text.start.testSent });
    return true;
  } catch (error) {
    toast({ text: text.start.testFailed(reasonOf(error)), kind: 'error' });
    return false;
  }
}
