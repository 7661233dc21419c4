export function DomainPage() {
  return null;
}
