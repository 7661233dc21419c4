export function FirstMail(_: { readonly to?: string }) {
  return null;
}
