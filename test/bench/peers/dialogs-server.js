import { CosmosClient } from "@azure/cosmos";
import { ActivityHandler, ConversationState, MemoryStorage, UserState } from "botbuilder";
import { CosmosDbPartitionedStorage } from "botbuilder-azure";
import { ChoicePrompt, ComponentDialog, DialogSet, DialogTurnStatus, WaterfallDialog } from "botbuilder-dialogs";
import { adapterFor } from "./adapters.js";
import { serve, told } from "./serving.js";

/**
 * A lesson as the samples of `botbuilder-dialogs` would teach it: a waterfall of cards, each a prompt with one choice,
 * begun again after the last. The place is in the conversation's state, what was read in the user's.
 */
class Lesson extends ComponentDialog {
  constructor(userState) {
    super("lesson");
    this.progress = userState.createProperty("progress");
    this.addDialog(new ChoicePrompt("card", undefined, "es-es"));
    const cards = texts.map((text) => (step) => this.show(step, text));
    this.addDialog(new WaterfallDialog("cards", [...cards, (step) => step.replaceDialog("cards")]));
    this.initialDialogId = "cards";
  }

  async show(step, text) {
    const progress = await this.progress.get(step.context, { read: 0 });
    progress.read += 1;
    return step.prompt("card", { prompt: text, choices: ["Continuar"], retryPrompt: text });
  }
}

class LessonBot extends ActivityHandler {
  constructor(conversationState, userState) {
    super();
    const dialog = new Lesson(userState);
    const place = conversationState.createProperty("DialogState");
    this.onMessage(async (context, next) => {
      const dialogs = new DialogSet(place).add(dialog);
      const turn = await dialogs.createContext(context);
      const result = await turn.continueDialog();
      if (result.status === DialogTurnStatus.empty) await turn.beginDialog(dialog.id);
      await next();
    });
    this.states = [conversationState, userState];
  }

  async run(context) {
    await super.run(context);
    for (const state of this.states) await state.saveChanges(context, false);
  }
}

const paragraph =
  "La Convención habla de «una consideración primordial»: el interés superior de la niña o del niño se mira antes que " +
  "otros intereses, en cada decisión que le toca, y quien decide tiene que poder decir cómo lo miró. ";
const texts = Array.from({ length: 4 }, (_, index) => `Tarjeta ${index + 1}\n\n${paragraph.repeat(3)}`);

/** The storage makes its container, but no database. */
async function cosmosStorage({ endpoint, key, database }) {
  // Or else the SDK follows the emulator's own address, which it believes to have TLS.
  const connectionPolicy = { enableEndpointDiscovery: false };
  await new CosmosClient({ endpoint, key, connectionPolicy }).databases.createIfNotExists({ id: database });
  return new CosmosDbPartitionedStorage({
    cosmosDbEndpoint: endpoint,
    authKey: key,
    databaseId: database,
    containerId: "state",
    compatibilityMode: false,
    cosmosClientOptions: { connectionPolicy },
  });
}

const storage = told.cosmos ? await cosmosStorage(told.cosmos) : new MemoryStorage();
const bot = new LessonBot(new ConversationState(storage), new UserState(storage));
const adapter = adapterFor(told.azure);
serve((req, res) => adapter.process(req, res, (context) => bot.run(context)));
