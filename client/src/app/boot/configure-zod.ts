import { z } from 'zod';

// Its faster way makes functions out of strings, which our pages' policy forbids; finding that out would be reported each time.
z.config({ jitless: true });
