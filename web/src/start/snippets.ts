interface Target {
  readonly host: string;
  readonly port: number;
  readonly to: string;
}

export interface Snippet {
  readonly id: string;
  readonly label: string;
  readonly code: (target: Target) => string;
}

/**
 * What people paste into their application; each sends, or sets up, one mail to the real address. Clients that go to TLS by themselves
 * must not verify: the certificate is self-signed unless one was configured.
 */
export const snippets: readonly Snippet[] = [
  {
    id: 'nodemailer',
    label: 'Nodemailer',
    code: ({ host, port, to }) => `import nodemailer from 'nodemailer';

const transport = nodemailer.createTransport({
  host: '${host}',
  port: ${port},
  tls: { rejectUnauthorized: false },
});
await transport.sendMail({
  from: 'app@example.test',
  to: '${to}',
  subject: 'Hello Millrace',
  text: 'It works.',
});`,
  },
  {
    id: 'smtplib',
    label: 'Python smtplib',
    code: ({ host, port, to }) => `import smtplib
from email.message import EmailMessage

mail = EmailMessage()
mail["From"] = "app@example.test"
mail["To"] = "${to}"
mail["Subject"] = "Hello Millrace"
mail.set_content("It works.")

with smtplib.SMTP("${host}", ${port}) as smtp:
    smtp.send_message(mail)`,
  },
  {
    id: 'spring',
    label: 'Spring Boot',
    code: ({ host, port }) => `# application.properties
spring.mail.host=${host}
spring.mail.port=${port}
spring.mail.properties.mail.smtp.auth=false
spring.mail.properties.mail.smtp.starttls.enable=false`,
  },
  {
    id: 'rails',
    label: 'Rails',
    code: ({ host, port }) => `# config/environments/development.rb
config.action_mailer.delivery_method = :smtp
config.action_mailer.smtp_settings = {
  address: "${host}",
  port: ${port},
  openssl_verify_mode: "none"
}`,
  },
  {
    id: 'laravel',
    label: 'Laravel',
    code: ({ host, port }) => `# .env
MAIL_MAILER=smtp
MAIL_URL="smtp://${host.includes(':') ? `[${host}]` : host}:${port}?verify_peer=0"`,
  },
  {
    id: 'swaks',
    label: 'swaks',
    code: ({ host, port, to }) =>
      `swaks --server ${host} --port ${port} --from app@example.test --to ${to} --header 'Subject: Hello Millrace' --body 'It works.'`,
  },
];

/** A test that waits for its mail, over the REST API: also when the mail was quicker than the request. */
export function waitSnippet(origin: string, to: string): string {
  return `curl '${origin}/api/v1/emails/wait?recipient=${encodeURIComponent(to)}&since=0&timeout=30000'`;
}
