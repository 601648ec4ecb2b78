if (self.document) startPhone();
else startWorker();
