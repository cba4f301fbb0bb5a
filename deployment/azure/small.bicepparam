// Up to some 2 000 learners: 100 at once. Cosmos DB is paid by the request.
using 'main.bicep'

param name = 'sendero'
param image = readEnvironmentVariable('SENDERO_IMAGE')
param registryServer = readEnvironmentVariable('SENDERO_REGISTRY', '')
param minReplicas = 1
param maxReplicas = 3
param cpu = '0.5'
param memory = '1Gi'
param concurrentRequests = 200
param maxThroughput = 0
param logDays = 30
param tokenSecret = readEnvironmentVariable('TOKEN_SECRET')
param metricsToken = readEnvironmentVariable('METRICS_TOKEN')
param whatsApp = false
