import { change } from '../api/client.ts';
import { queryClient } from '../api/queries.ts';

/** Changes a domain or subdomain; resolves when the pages show it. */
export async function changeDirectory<T = undefined>(
  method: 'POST' | 'PUT' | 'PATCH' | 'DELETE',
  path: string,
  body?: unknown,
): Promise<T> {
  const answer = await change<T>(method, path, body);
  await queryClient.invalidateQueries({ queryKey: ['directory'] });
  return answer;
}
