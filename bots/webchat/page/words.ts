/** The page's own words. What the tutor says comes from the server, in the learner's language. */
const spanish = {
  course: "Niñez y adolescencia migrante en las Américas",
  conversation: "Conversación",
  answers: "Respuestas posibles",
  older: "Ver mensajes anteriores",
  typing: "Sendero está escribiendo",
  toEnd: "Ir al final",
  newBelow: "Mensaje nuevo",
  yourMessage: "Su mensaje",
  write: "Escriba su mensaje",
  send: "Enviar",
  you: "Usted:",
  tutor: "Sendero:",
  sending: "enviando…",
  notSent: "No se pudo enviar.",
  attach: "Adjuntar un archivo CSV o XLSX",
  tooLarge: "No se envió: el archivo pesa más de 5 MB.",
  offline: "Sin conexión: lo que escriba se enviará en cuanto vuelva.",
  offlineWaiting: "Sin conexión: su mensaje se enviará en cuanto vuelva.",
  today: "Hoy",
  yesterday: "Ayer",
  enlarge: "(abrir en grande)",
  undo: "Deshacer",
  chooseSeveral: "Marque una o varias y envíe.",
  chooseOrder: "Toque en el orden que propone y envíe.",
  chooseMatch: "Elija la pareja de cada una y envíe.",
  choose: "Elija…",
  place: "Lugar",
  of: "de",
};
export type Words = typeof spanish;

const portuguese: Words = {
  course: "Infância e adolescência migrante nas Américas",
  conversation: "Conversa",
  answers: "Respostas possíveis",
  older: "Ver mensagens anteriores",
  typing: "Sendero está escrevendo",
  toEnd: "Ir para o fim",
  newBelow: "Nova mensagem",
  yourMessage: "Sua mensagem",
  write: "Escreva sua mensagem",
  send: "Enviar",
  you: "Você:",
  tutor: "Sendero:",
  sending: "enviando…",
  notSent: "Não foi possível enviar.",
  attach: "Anexar um arquivo CSV ou XLSX",
  tooLarge: "Não foi enviado: o arquivo tem mais de 5 MB.",
  offline: "Sem conexão: o que você escrever será enviado assim que ela voltar.",
  offlineWaiting: "Sem conexão: sua mensagem será enviada assim que ela voltar.",
  today: "Hoje",
  yesterday: "Ontem",
  enlarge: "(ampliar)",
  undo: "Desfazer",
  chooseSeveral: "Marque uma ou várias e envie.",
  chooseOrder: "Toque na ordem que você propõe e envie.",
  chooseMatch: "Escolha o par de cada item e envie.",
  choose: "Escolha…",
  place: "Posição",
  of: "de",
};

const english: Words = {
  course: "Migrant children and adolescents in the Americas",
  conversation: "Conversation",
  answers: "Possible answers",
  older: "Show earlier messages",
  typing: "Sendero is writing",
  toEnd: "Go to the latest message",
  newBelow: "New message",
  yourMessage: "Your message",
  write: "Write your message",
  send: "Send",
  you: "You:",
  tutor: "Sendero:",
  sending: "sending…",
  notSent: "Could not be sent.",
  attach: "Attach a CSV or XLSX file",
  tooLarge: "Not sent: the file is larger than 5 MB.",
  offline: "No connection: what you write will be sent as soon as it is back.",
  offlineWaiting: "No connection: your message will be sent as soon as it is back.",
  today: "Today",
  yesterday: "Yesterday",
  enlarge: "(open full size)",
  undo: "Undo",
  chooseSeveral: "Select one or more, then send.",
  chooseOrder: "Tap them in the right order, then send.",
  chooseMatch: "Choose a match for each, then send.",
  choose: "Choose…",
  place: "Position",
  of: "of",
};

const languages = new Map([
  ["es", spanish],
  ["pt", portuguese],
  ["en", english],
]);

/** The first of the browser's languages that we speak; Spanish where there is none. */
export const language = navigator.languages.map((tag) => tag.slice(0, 2)).find((tag) => languages.has(tag)) ?? "es";
export const words: Words = languages.get(language) ?? spanish;

function isWord(key: string | undefined): key is keyof Words {
  return key !== undefined && key in spanish;
}

/** Puts the document, which is written in Spanish, into the reader's language. */
export function translateDocument(): void {
  if (language === "es") return;
  document.documentElement.lang = language;
  document.title = `Sendero · ${words.course}`;
  for (const element of document.querySelectorAll<HTMLElement>("[data-word], [data-label], [data-placeholder]")) {
    const { word, label, placeholder } = element.dataset;
    if (isWord(word)) element.textContent = words[word];
    if (isWord(label)) element.setAttribute("aria-label", words[label]);
    if (isWord(placeholder)) element.setAttribute("placeholder", words[placeholder]);
  }
}
