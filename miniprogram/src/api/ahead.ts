// Routes that the server's document does not name yet.
type Json<T> = { content: { "application/json": T } };
interface Asked<Query = never, Path = never> {
  query?: Query;
  header?: never;
  path?: Path;
  cookie?: never;
}
export interface FeedbackShape {
  id: string;
  category: "suggestion" | "complaint" | "problem";
  content: string;
  contact: string;
  created_at: string;
  answer: string | null;
  answered_at: string | null;
}
interface UnitLine {
  id: string;
  code: string;
  name: string;
  kind: string;
}
export interface ahead {
  "/api/v1/feedback": { get: { parameters: Asked; responses: { 200: Json<{ feedback: FeedbackShape[] }> } } };
  "/api/v1/feedback/inbox": {
    get: {
      parameters: Asked<{ open?: boolean; limit?: number; offset?: number }>;
      responses: {
        200: Json<{
          total: number;
          feedback: (FeedbackShape & { from: { name: string | null; org_name: string | null } })[];
        }>;
      };
    };
  };
  "/api/v1/feedback/{id}/answer": {
    post: {
      parameters: Asked<never, { id: string }>;
      requestBody: Json<{ answer: string }>;
      responses: { 200: Json<FeedbackShape>; 201: Json<FeedbackShape> };
    };
  };
  "/api/v1/handovers": {
    get: {
      parameters: Asked;
      responses: { 200: Json<{ handovers: { id: string; role: string; unit: UnitLine; expires_at: string }[] }> };
    };
    post: {
      parameters: Asked;
      requestBody: Json<{ role_id: string; name?: string; phone?: string }>;
      responses: { 201: Json<{ id: string; code: string; role: string; unit: UnitLine; expires_at: string }> };
    };
  };
  "/api/v1/handovers/{id}": {
    delete: { parameters: Asked<never, { id: string }>; responses: { 204: { content?: never } } };
  };
  "/api/v1/readers": {
    get: {
      parameters: Asked<{ unit: string }>;
      responses: {
        200: Json<{
          unit: UnitLine;
          readers: { role: string; org_code: string; org_name: string; people: number }[];
          public: string[];
        }>;
      };
    };
  };
}
