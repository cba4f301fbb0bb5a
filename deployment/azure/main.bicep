// One edition of Sendero on Azure. From a resource group:
//   az deployment group create -g sendero -f deployment/azure/main.bicep -p deployment/azure/small.bicepparam
// The whole path: docs/deployment.md. What it costs: docs/costs.md.
targetScope = 'resourceGroup'

@description('Prefix of every name; lower case letters and digits.')
@minLength(3)
@maxLength(12)
param name string

@description('Region of everything but the bot, which is global.')
param location string = resourceGroup().location

@description('The image, with its tag or digest.')
param image string

@description('Server of the registry that the image comes from; empty where it is public.')
param registryServer string = ''

@description('What learners type: https, without a slash at the end. Empty: the address that Azure gives.')
param publicUrl string = ''

@description('Display name of the bot in Teams.')
param displayName string = 'Sendero'

@description('Fewest servers. Two, so that one may be replaced while the other serves; nobody waits for a cold start.')
@minValue(1)
param minReplicas int

@description('Most servers.')
@minValue(1)
param maxReplicas int

@description('CPU cores of a server: Node uses one, its garbage collector and its threads some of a second.')
param cpu string

@description('Memory of a server, such as 1Gi.')
param memory string

@description('Requests under way in a server beyond which another is started.')
param concurrentRequests int

@description('Request units a second at most, for the whole database. 0: serverless, paid by the request.')
param maxThroughput int

@description('A second region that Cosmos DB keeps a copy in; empty: none. Not where serverless.')
param secondRegion string = ''

@description('Days that logs are kept.')
param logDays int

@description('Signs what browsers bear. Changing it makes every learner of the web chat a stranger.')
@secure()
@minLength(32)
param tokenSecret string

@description('What Prometheus bears to read /metrics.')
@secure()
@minLength(16)
param metricsToken string

@description('Whether WhatsApp is on; then it needs all that follows.')
param whatsApp bool = false

@description('Phone-number ids at Meta, with commas between several.')
param whatsAppNumbers string = ''

@description('The system user\'s token at Meta.')
@secure()
param whatsAppAccessToken string = ''

@description('What webhooks are signed with; while it is changed, new and old with a comma.')
@secure()
param whatsAppAppSecret string = ''

@description('The word that Meta must know when the webhook is set up.')
@secure()
param whatsAppVerifyToken string = ''

@description('Collector of OpenTelemetry; empty: no traces.')
param tracesEndpoint string = ''

var alwaysSecret = { 'token-secret': tokenSecret, 'metrics-token': metricsToken }
var secretForWhatsApp = {
  'whatsapp-access-token': whatsAppAccessToken
  'whatsapp-app-secret': whatsAppAppSecret
  'whatsapp-verify-token': whatsAppVerifyToken
}

module identity 'identity.bicep' = {
  name: '${name}-identity'
  params: { name: name, location: location }
}

module logs 'logs.bicep' = {
  name: '${name}-logs'
  params: { name: name, location: location, days: logDays }
}

module vault 'vault.bicep' = {
  name: '${name}-vault'
  params: {
    name: name
    location: location
    principalId: identity.outputs.principalId
    secrets: union(alwaysSecret, whatsApp ? secretForWhatsApp : {})
  }
}

module cosmos 'cosmos.bicep' = {
  name: '${name}-cosmos'
  params: {
    name: name
    location: location
    secondRegion: secondRegion
    maxThroughput: maxThroughput
    principalId: identity.outputs.principalId
    workspaceId: logs.outputs.workspaceId
  }
}

module app 'app.bicep' = {
  name: '${name}-app'
  params: {
    name: name
    location: location
    image: image
    registryServer: registryServer
    publicUrl: publicUrl
    minReplicas: minReplicas
    maxReplicas: maxReplicas
    cpu: cpu
    memory: memory
    concurrentRequests: concurrentRequests
    identityId: identity.outputs.id
    clientId: identity.outputs.clientId
    vaultUri: vault.outputs.uri
    cosmosEndpoint: cosmos.outputs.endpoint
    cosmosRegions: cosmos.outputs.regions
    workspaceName: logs.outputs.workspaceName
    whatsApp: whatsApp
    whatsAppNumbers: whatsAppNumbers
    tracesEndpoint: tracesEndpoint
  }
}

module bot 'bot.bicep' = {
  name: '${name}-bot'
  params: {
    name: name
    displayName: displayName
    url: app.outputs.url
    clientId: identity.outputs.clientId
    identityId: identity.outputs.id
  }
}

output url string = app.outputs.url
output vaultName string = vault.outputs.name
output cosmosEndpoint string = cosmos.outputs.endpoint
output botAppId string = identity.outputs.clientId
