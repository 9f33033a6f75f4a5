// A session of npm's Mastodon client against a running village. Each step says what must be true, and is counted.
// URL, TOKEN and OTHER_TOKEN come from the environment; the last line is one JSON object.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { createOAuthAPIClient, createRestAPIClient, MastoHttpError } from "masto";

const url = process.env.VILLAGE_URL;
let calls = 0;
const counted = (thing) => (calls++, thing);
const refused = async (promise, status) => {
  counted();
  await assert.rejects(promise, (error) => error instanceof MastoHttpError && error.statusCode === status);
};

const ana = createRestAPIClient({ url, accessToken: process.env.TOKEN });
const bo = createRestAPIClient({ url, accessToken: process.env.OTHER_TOKEN });
const anybody = createRestAPIClient({ url });

// The village and the app
const village = counted(await anybody.v2.instance.fetch());
assert.match(village.version, /^4\.5\.0 \(compatible; Li Hua /);
assert.equal(counted(await anybody.v1.instance.fetch()).uri, village.domain);
assert.ok(Array.isArray(counted(await anybody.v1.instance.rules.list())));
const app = counted(
  await anybody.v1.apps.create({ clientName: "masto", redirectUris: "masto://back", scopes: "read write" }),
);
const oauth = createOAuthAPIClient({ url });
const appToken = counted(
  await oauth.token.create({
    clientId: app.clientId, clientSecret: app.clientSecret, grantType: "client_credentials", scope: "read",
    redirectUri: "masto://back",
  }),
);
const asApp = createRestAPIClient({ url, accessToken: appToken.accessToken });
assert.equal(counted(await asApp.v1.apps.verifyCredentials()).name, "masto");

// Oneself
const me = counted(await ana.v1.accounts.verifyCredentials());
assert.equal(me.username, "ana_masto");
assert.equal(counted(await ana.v1.accounts.updateCredentials({ note: "Hola desde masto" })).source.note, "Hola desde masto");
counted(await ana.v1.preferences.fetch());
assert.deepEqual(counted(await ana.v2.filters.list()), []);
assert.deepEqual(counted(await ana.v1.lists.list()), []);
assert.deepEqual(counted(await ana.v1.customEmojis.list()), []);

// Publishing
const picture = counted(
  await ana.v2.media.create({ file: new Blob([await readFile(process.env.PICTURE)], { type: "image/png" }), description: "Un cuadro" }),
);
assert.equal(picture.description, "Un cuadro");
assert.ok(picture.url, "the client waits until it is ready");
const status = counted(await ana.v1.statuses.create({ status: "Hola, vecinos. #café", mediaIds: [picture.id], language: "es" }));
assert.equal(status.mediaAttachments[0].id, picture.id);
assert.equal(counted(await anybody.v1.statuses.$select(status.id).fetch()).content, status.content);
const edited = counted(await ana.v1.statuses.$select(status.id).update({ status: "Hola, queridos vecinos. #café" }));
assert.ok(edited.editedAt);
assert.equal(counted(await ana.v1.statuses.$select(status.id).history.list()).length, 2);
assert.equal(counted(await ana.v1.statuses.$select(status.id).source.fetch()).text, "Hola, queridos vecinos. #café");
await refused(ana.v1.statuses.create({ status: "Psst", visibility: "direct" }), 422);
await refused(bo.v1.statuses.$select(status.id).remove(), 404);

// Answering
const friend = counted(await bo.v1.accounts.lookup({ acct: "ana_masto" }));
assert.equal(counted(await bo.v1.accounts.$select(friend.id).follow()).following, true);
const reply = counted(await bo.v1.statuses.create({ status: "你好！", inReplyToId: status.id }));
assert.equal(reply.inReplyToAccountId, me.id);
assert.equal(counted(await bo.v1.statuses.$select(status.id).favourite()).favourited, true);
assert.equal(counted(await bo.v1.statuses.$select(status.id).bookmark()).bookmarked, true);
assert.equal(counted(await bo.v1.statuses.$select(status.id).reblog()).reblog.id, status.id);
const context = counted(await anybody.v1.statuses.$select(status.id).context.fetch());
assert.deepEqual(context.descendants.map((one) => one.id), [reply.id]);
await refused(ana.v1.statuses.$select(reply.id).translate({ lang: "fr" }), 503);

// Timelines, page by page
const home = counted(await bo.v1.timelines.home.list({ limit: 1 }));
assert.equal(home.length, 1);
const pages = [];
for await (const page of bo.v1.timelines.home.list({ limit: 1 })) {
  counted();
  pages.push(...page);
  if (pages.length > 5) break;
}
assert.ok(pages.length >= 2, "the Link header leads on");
assert.ok(counted(await anybody.v1.timelines.public.list()).length >= 1);
assert.equal(counted(await anybody.v1.timelines.tag.$select("CAFE").list())[0].id, status.id);
assert.equal(counted(await bo.v1.bookmarks.list())[0].id, status.id);
assert.equal(counted(await bo.v1.favourites.list())[0].id, status.id);
const found = counted(await ana.v2.search.list({ q: "ana_masto", type: "accounts" }));
assert.equal(found.accounts[0].id, me.id);

// Being told
const notices = counted(await ana.v1.notifications.list());
assert.deepEqual(new Set(notices.map((one) => one.type)), new Set(["follow", "mention", "favourite", "reblog"]));
counted(await ana.v1.markers.create({ notifications: { lastReadId: notices[0].id } }));
counted(await ana.v1.notifications.$select(notices[0].id).dismiss());

// Being safe
const [relation] = counted(await ana.v1.accounts.relationships.fetch({ id: [reply.account.id] }));
assert.equal(relation.followedBy, true);
counted(await ana.v1.reports.create({ accountId: reply.account.id, statusIds: [reply.id], comment: "prueba", category: "spam" }));
assert.equal(counted(await ana.v1.accounts.$select(reply.account.id).mute({ duration: 60 })).muting, true);
assert.equal(counted(await ana.v1.accounts.$select(reply.account.id).unmute()).muting, false);
assert.equal(counted(await ana.v1.accounts.$select(reply.account.id).block()).blocking, true);
await refused(bo.v1.statuses.$select(status.id).fetch(), 404);
assert.equal(counted(await ana.v1.accounts.$select(reply.account.id).unblock()).blocking, false);
counted(await ana.v1.statuses.$select(status.id).remove());
await refused(anybody.v1.statuses.$select(status.id).fetch(), 404);
await refused(anybody.v1.accounts.verifyCredentials(), 401);

console.log(JSON.stringify({ calls }));
