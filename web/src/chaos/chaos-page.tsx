export function ChaosPage() {
  return null;
}
