// Learners, conversations and everything else that outlives a server: docs/decisions/0009-cosmos.md. The servers' identity
// may read and write documents and may not make containers: they are made here, as services/store/cosmos-containers.ts has
// them, and a test compares the two.
param name string
param location string
param secondRegion string
param maxThroughput int
param principalId string
param workspaceId string

var serverless = maxThroughput == 0
// Cosmos DB Built-in Data Contributor.
var dataContributor = '00000000-0000-0000-0000-000000000002'
var places = empty(secondRegion) ? [location] : [location, secondRegion]

var containers = [
  { name: 'learners', ttl: -1, indexed: ['/owing/?', '/pk/?'] }
  { name: 'conversations', ttl: -1, indexed: ['/last/?', '/_ts/?'] }
  { name: 'inbox', ttl: -1, indexed: ['/waiting/?', '/taken/?'] }
  { name: 'people', ttl: -1, indexed: ['/address/?', '/learner/?', '/until/?'] }
  { name: 'dispatches', ttl: 2678400, indexed: ['/learner/?', '/channelId/?', '/changed/?'] }
  { name: 'register', ttl: -1, indexed: ['/name/?', '/_ts/?'] }
]

resource account 'Microsoft.DocumentDB/databaseAccounts@2024-11-15' = {
  name: '${name}-${uniqueString(resourceGroup().id)}'
  location: location
  kind: 'GlobalDocumentDB'
  properties: {
    databaseAccountOfferType: 'Standard'
    consistencyPolicy: { defaultConsistencyLevel: 'Session' }
    locations: [for (place, index) in places: {
      locationName: place
      failoverPriority: index
      isZoneRedundant: false
    }]
    enableAutomaticFailover: length(places) > 1
    capabilities: serverless ? [{ name: 'EnableServerless' }] : []
    // Any second of the last seven days can be restored into a new account: docs/runbook.md.
    backupPolicy: { type: 'Continuous', continuousModeProperties: { tier: 'Continuous7Days' } }
    disableLocalAuth: true
    minimalTlsVersion: 'Tls12'
  }
}

resource database 'Microsoft.DocumentDB/databaseAccounts/sqlDatabases@2024-11-15' = {
  parent: account
  name: 'sendero'
  properties: {
    resource: { id: 'sendero' }
    options: serverless ? {} : { autoscaleSettings: { maxThroughput: maxThroughput } }
  }
}

resource made 'Microsoft.DocumentDB/databaseAccounts/sqlDatabases/containers@2024-11-15' = [for container in containers: {
  parent: database
  name: container.name
  properties: {
    resource: {
      id: container.name
      partitionKey: { paths: ['/pk'], kind: 'Hash', version: 2 }
      defaultTtl: container.ttl
      indexingPolicy: {
        indexingMode: 'consistent'
        automatic: true
        includedPaths: [for path in container.indexed: { path: path }]
        excludedPaths: [{ path: '/*' }]
      }
    }
  }
}]

resource mayWrite 'Microsoft.DocumentDB/databaseAccounts/sqlRoleAssignments@2024-11-15' = {
  parent: account
  name: guid(account.id, principalId, dataContributor)
  properties: {
    roleDefinitionId: '${account.id}/sqlRoleDefinitions/${dataContributor}'
    principalId: principalId
    scope: account.id
  }
}

// Figures alone: the service's logs of requests name partition keys, and those are learners.
resource diagnostics 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  name: '${name}-cosmos'
  scope: account
  properties: {
    workspaceId: workspaceId
    metrics: [{ category: 'Requests', enabled: true }]
  }
}

output endpoint string = account.properties.documentEndpoint
output regions string = join(places, ',')
